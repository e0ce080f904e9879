"""The kinds of value that fields hold, each refused as cheaply as it can be."""

from datetime import date
from typing import Annotated, TypeVar, cast

from pydantic import AwareDatetime, Field, GetCoreSchemaHandler, StrictBool, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

_HOST = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
_AUTHORITY = rf"(?:{_HOST}(?::{_HOST})?@)?{_HOST}(?::[0-9]{{1,5}})?"
_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_PATH = rf"(?:/{_CHARACTER}*)*"
_ROOTLESS = rf"(?:/?{_CHARACTER}+{_PATH})?"
_TAIL = rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"

WEB_ADDRESS_PATTERN = rf"^[Hh][Tt][Tt][Pp][Ss]?://{_AUTHORITY}{_PATH}{_TAIL}$"
URI_PATTERN = rf"^[A-Za-z][A-Za-z0-9+.-]*:(?://{_AUTHORITY}{_PATH}|{_ROOTLESS}){_TAIL}$"
EMAIL_PATTERN = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{1,62}[A-Za-z0-9]$"
)
CLOCK_PATTERN = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:[0-9]{2})?$"
LARGEST_WHOLE = 2**53 - 1

T = TypeVar("T")


class _Says:
    """Puts an error message in plain words in the place of the pattern that did not match."""

    def __init__(self, code: str, expected: str) -> None:
        self.code, self.expected = code, expected

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.custom_error_schema(
            handler(source), self.code, custom_error_message=f"Input should be {self.expected}"
        )


class _NoNull:
    """In Python `None` stands for absent; in JSON the key is left out and null is refused."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        nullable = handler(source)
        if nullable["type"] != "nullable":
            raise TypeError(f"Maybe needs a type to wrap, but was given {source!r}")
        return core_schema.json_or_python_schema(nullable["schema"], nullable)


class _TextInJson:
    """In JSON a day or moment is an ISO 8601 text; a number of seconds is refused."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        lenient = handler(source)
        strict = cast(CoreSchema, {**lenient, "strict": True})
        return core_schema.json_or_python_schema(strict, lenient)


Maybe = Annotated[T | None, _NoNull()]
Name = Annotated[str, Field(min_length=1)]
WebAddress = Annotated[
    str,
    Field(pattern=WEB_ADDRESS_PATTERN),
    _Says("web_address", "a web address such as https://centre.example/access"),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://.+$"}),
]
Uri = Annotated[
    str,
    Field(pattern=URI_PATTERN),
    _Says("uri", "a URI such as https://taxonomies.example/needs"),
    WithJsonSchema({"type": "string", "format": "uri"}),
]
Email = Annotated[
    str,
    Field(pattern=EMAIL_PATTERN),
    _Says("email", "an e-mail address such as hello@befriending.example"),
    WithJsonSchema({"type": "string", "format": "email"}),
]
ClockTime = Annotated[
    str, Field(pattern=CLOCK_PATTERN), _Says("clock_time", "a time of day such as 09:30")
]
Flag = StrictBool
Day = Annotated[date, _TextInJson()]
Moment = Annotated[AwareDatetime, _TextInJson()]
Coordinate = Annotated[float, Field(strict=True)]
Number = Annotated[
    Annotated[int, Field(strict=True, ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
    | Annotated[float, Field(strict=True)],
    WithJsonSchema({"type": "number"}),
]
