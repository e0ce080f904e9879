"""The kinds of text that a group can fill in."""

from collections.abc import Callable, Collection
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from schema.accessibility import NAMED_FEATURES
from schema.values import EMAIL_PATTERN
from schema.vocabulary import CATEGORIES, NEEDS

_CONTROL = r"\x00-\x1f\x7f-\x9f"
ONE_LINE = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
_CONTROL_IN_LINES = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
MAYBE_LINES = rf"^[^{_CONTROL_IN_LINES}]*$"
LINES = rf"^[^{_CONTROL_IN_LINES}]*[^\s{_CONTROL_IN_LINES}][^{_CONTROL_IN_LINES}]*$"


def _one_of(slugs: Collection[str]) -> Callable[[str], str]:
    def check(slug: str) -> str:
        if slug not in slugs:
            raise ValueError(f"expected one of {', '.join(slugs)}")
        return slug

    return check


def _enumerated(slugs: Collection[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(slugs)})


def _line_ends(text: Any) -> Any:
    """Browsers send the ends of lines as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 60.0 is 60."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Line = Annotated[str, StringConstraints(min_length=1, pattern=ONE_LINE)]
Lines = Annotated[str, StringConstraints(min_length=1, pattern=LINES), BeforeValidator(_line_ends)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=EMAIL_PATTERN)]
PrivatePhone = Annotated[str, StringConstraints(pattern=r"^[0-9+() .-]{7,30}$")]
Age = Annotated[int, Field(ge=0, le=120), BeforeValidator(_whole)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
CategorySlug = Annotated[str, AfterValidator(_one_of(CATEGORIES)), _enumerated(CATEGORIES)]
NeedSlug = Annotated[str, AfterValidator(_one_of(NEEDS)), _enumerated(NEEDS)]
FeatureSlug = Annotated[str, AfterValidator(_one_of(NAMED_FEATURES)), _enumerated(NAMED_FEATURES)]
