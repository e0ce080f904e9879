"""The two faces of the directory: what each door calls itself and which standard it speaks."""

from dataclasses import dataclass

from schema.profile import HSDS_VERSION, ORUK_VERSION


@dataclass(frozen=True, slots=True)
class Face:
    """A door: `version` steers validators, which choose their checks by it."""

    name: str
    prefix: str
    version: str
    title: str
    says_who_publishes: bool


ORUK = Face("oruk", "/oruk/v3", ORUK_VERSION, "Open Referral UK", says_who_publishes=False)
HSDS = Face(
    "hsds", "/hsds/v3", HSDS_VERSION, "Human Services Data Specification", says_who_publishes=True
)
FACES = (ORUK, HSDS)
