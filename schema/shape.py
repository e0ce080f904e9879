"""What every object of the standard has in common, and where its fields come from."""

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

OURS: JsonDict = {"x-origin": "fingerpost"}
UK: JsonDict = {"x-origin": "open-referral-uk"}
IN_TABLES: JsonDict = {"x-tabular-required": True}
SUPERSEDED: JsonDict = {"deprecated": True}


class Shape(BaseModel):
    """An object of the standard; what it does not know, it ignores."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, str_max_length=10_000_000)
