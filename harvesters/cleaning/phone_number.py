"""One telephone number, as it is dialled in the United Kingdom."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from schema.issue import Issue, issue

EXPECTED = "a telephone number, such as 01632 960001"
# Ofcom, National Telephone Numbering Plan: numbers of a few digits that a listing may give.
SHORT_NUMBERS = {
    "101": "101",
    "105": "105",
    "111": "111",
    "159": "159",
    "116000": "116 000",
    "116006": "116 006",
    "116111": "116 111",
    "116117": "116 117",
    "116123": "116 123",
}
EMERGENCY_NUMBERS = frozenset({"999", "112"})
_RELAY = re.compile(r"^1800[12]\s*")
_TRUNK_ZERO = re.compile(r"^((?:\+|00)44)[\s.-]*\(0\)")
# Ofcom, numbers for use in drama: never allocated, and used in examples and demonstrations.
_DRAMA = re.compile(r"1632960\d{3}|7700900\d{3}|3069990\d{3}")
_KINDS = (("fax", "fax"), ("textphone", "textphone"), ("minicom", "textphone"), ("text", "text"))


@dataclass(frozen=True, slots=True)
class Phone:
    """One number as it is dialled in the United Kingdom; `dialled` is E.164 or a short number."""

    number: str
    dialled: str
    type: str
    extension: int | None = None
    description: str | None = None


def read_phone(
    digits: str, words: str | None, extension: int | None, field: str
) -> tuple[Phone | None, list[Issue]]:
    """The number in `digits` with the words beside it; None, with the reason, if it is none."""
    bare = re.sub(r"\D", "", digits)
    if bare in EMERGENCY_NUMBERS:
        expected = "the service's own number, not an emergency number"
        return None, [issue(field, digits, "phone-emergency", expected, "Left out")]
    if bare in SHORT_NUMBERS:
        return Phone(SHORT_NUMBERS[bare], bare, "voice", None, words), []
    parsed, kind = _parsed(digits)
    if parsed is None:
        code = "phone-placeholder" if len(set(bare)) <= 2 else "phone-unreadable"
        return None, [issue(field, digits, code, EXPECTED, "Left out")]
    type_ = "textphone" if _RELAY.match(digits) else _type_of(kind, words)
    dialled = f"+{parsed.country_code}{parsed.national_number}"
    phone = Phone(_as_dialled(parsed), dialled, type_, extension, words)
    return phone, _remarks(digits, bare, kind, phone, field)


def _parsed(digits: str) -> tuple[PhoneNumber | None, int]:
    """The number and its kind; groups that stand behind it by chance are dropped one by one."""
    rest = _RELAY.sub("", _TRUNK_ZERO.sub(r"\1", digits.strip().lstrip("(")))
    for _ in range(3):
        parsed = _valid(rest)
        if parsed:
            return parsed
        rest, _gap, behind = rest.rpartition(" ")
        if len(rest) < 8 or not behind:
            break
    return None, PhoneNumberType.UNKNOWN


def _valid(text: str) -> tuple[PhoneNumber, int] | None:
    try:
        parsed = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.UNKNOWN and parsed.country_code == 44:
        national = str(parsed.national_number)
        if _DRAMA.fullmatch(national):
            kind = PhoneNumberType.MOBILE if national[0] == "7" else PhoneNumberType.FIXED_LINE
    return None if kind == PhoneNumberType.UNKNOWN else (parsed, kind)


def _type_of(kind: int, words: str | None) -> str:
    said = (words or "").casefold()
    for word, type_ in _KINDS:
        if word in said:
            return type_
    return "cell" if kind == PhoneNumberType.MOBILE else "voice"


def _as_dialled(parsed: PhoneNumber) -> str:
    national = parsed.country_code == 44
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def _remarks(digits: str, bare: str, kind: int, phone: Phone, field: str) -> list[Issue]:
    if kind == PhoneNumberType.PREMIUM_RATE:
        expected = "a number at an ordinary rate"
        return [issue(field, digits, "phone-premium-rate", expected, "Kept")]
    if not digits.lstrip("(").startswith(("0", "+")) and len(bare) in (9, 10):
        done = f"Shown as {phone.number}"
        return [issue(field, digits, "phone-zero-missing", "a number with its first 0", done)]
    return []
