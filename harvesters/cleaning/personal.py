"""What must not be published before a person has looked: people's numbers, homes, safe places."""

import re

_NHS_SAID = re.compile(r"\bNHS\s*(?:number|no\.?|num)\W{0,4}((?:\d[ -]?){9}\d)\b", re.IGNORECASE)
_NHS_SHAPED = re.compile(r"(?<![\d+])(?<!\d[ -])([469]\d{2}[ -]\d{3}[ -]\d{4})(?![ -]?\d)")
_NI = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r" ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
)
_BORN = re.compile(
    r"\b(?:date\s+of\s+birth|d\.?o\.?b\.?|born\s+on)\b\W{0,4}\d{1,2}\W", re.IGNORECASE
)
_NI_END = re.compile(r"\d\d ?[A-D]\b")
_BIRTH_WORDS = ("birth", "dob", "d.o.b", "born on")
_CARE_OF = re.compile(r"(?:^|[\s,;(])(?:c/o|care\s+of)[\s:]+([^,;\n]{2,60})", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Cllr)\b|(?:[A-Z][\w'’-]*\.?\s+){1,2}[A-Z][\w'’-]+$"
)
_INSTITUTION = re.compile(
    r"\b(?:church|centre|center|hall|school|college|library|hub|trust|ltd|limited|council|office|"
    r"house|club|society|association|charity|community|mosque|masjid|temple|synagogue|gurdwara|"
    r"chapel|surgery|practice|hospital|clinic|university|academy|museum|theatre|cafe|café|pub|inn|"
    r"hotel|farm|park|mill|works|institute|foundation|project|group|service|services|partnership|"
    r"road|street|lane|avenue|close|drive|way|union|bank|"
    r"co-op|cvs|ymca|mind|age uk|room|rooms|pavilion|building|court|the)\b",
    re.IGNORECASE,
)
_REFUGE = re.compile(
    r"\b(?:wom[ae]n['’]?s?|domestic\s+(?:abuse|violence)|family|bame|asian|black|specialist)\s+"
    r"refuges?\b|\brefuge\s+(?:accommodation|for\s+(?:wom[ae]n|men|families|victims|survivors)|"
    r"provision|spaces?|address|service)\b|\bsafe[\s-]?houses?\b|"
    r"\b(?:safe|emergency)\s+accommodation\s+for\s+(?:wom[ae]n|victims|survivors|people\s+fleeing)|"
    r"\b(?:confidential|undisclosed|secret)\s+(?:address|location)\b",
    re.IGNORECASE,
)
_MAY_HOLD = re.compile(r"\d{3}[ -]?\d|\d\d ?[A-D]\b|\d\d?[^\w,]\d")
_MAY_BE_SAFE_PLACE = (
    "refuge",
    "safe",
    "accommodation for",
    "confidential",
    "undisclosed",
    "secret",
)


def personal_number(text: str) -> str | None:
    """Why a text may not be shown: it holds a number or birthday of a person; None if it does not.

    The reason never repeats the number.
    """
    if not _MAY_HOLD.search(text):
        return None
    small = text.casefold()
    candidates = _NHS_SHAPED.findall(text) + (_NHS_SAID.findall(text) if "nhs" in small else [])
    if any(_is_nhs_number(digits) for digits in candidates):
        return "what looks like a person's NHS number stands in the text"
    if _NI_END.search(text) and _NI.search(text):
        return "what looks like a National Insurance number stands in the text"
    if any(word in small for word in _BIRTH_WORDS) and _BORN.search(text):
        return "what looks like a date of birth stands in the text"
    return None


def private_home(address: str) -> str | None:
    """Why an address may not be shown: it is care of a person; None if it is of a body."""
    match = _CARE_OF.search(address)
    if match is None or _INSTITUTION.search(match[1]) or not _PERSON.match(match[1].strip()):
        return None
    return "the address is in care of a person and may be their home"


def safe_place(text: str) -> str | None:
    """Why the place of a service may not be shown: it may be a refuge; None if nothing says so."""
    small = text.casefold()
    if any(word in small for word in _MAY_BE_SAFE_PLACE) and _REFUGE.search(text):
        return "it may be a refuge or another place whose address must stay unknown"
    return None


def _is_nhs_number(written: str) -> bool:
    """The check digit, modulus 11, of the NHS Data Dictionary."""
    digits = [int(digit) for digit in written if digit.isdigit()]
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True))
    check = 11 - total % 11
    return (0 if check == 11 else check) == digits[9]
