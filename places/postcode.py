"""How British postcodes are written: one spelling for each, their parts, and finding them in text.

A postcode is an outward code (the district, `M33`), a space and an inward code (`7ZF`); the
district and the first figure of the inward code are the sector (`M33 7`). Shapes and letters
follow the Royal Mail's rules; the areas are those of the ONS Postcode Directory.
"""

import re
import unicodedata
from itertools import product

_AREAS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC
EH EN EX FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN
LS LU M ME MK ML N NE NG NN NP NPT NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN
SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
"""The areas that postcodes begin with, and the two odd districts GIR and NPT."""

_OUTWARD = r"(?:[A-Z]{1,2}[1-9][0-9]?|[A-Z]{2}0|[A-Z]{1,2}[1-9][A-HJ-NP-Z]|GIR|NPT)"
_INWARD = r"[0-9][ABD-HJLNP-Z]{2}"
_POSTCODE = re.compile(rf"\s*({_OUTWARD})\s*({_INWARD})\s*")
_SECTOR = re.compile(
    rf"({_OUTWARD})\s+([0-9])|([A-Z]{{1,2}}[0-9]{{2}}|[A-Z]{{1,2}}[1-9][A-Z])([0-9])"
)
_DISTRICT = re.compile(_OUTWARD)
_AREA = re.compile(r"GIR|NPT|[A-Z]{1,2}(?=[0-9])")
_IN_TEXT = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2}[0-9OI][0-9A-Z]?)[\s.\-]{0,2}([0-9OI][ABD-HJLNP-Z]{2})"
    r"(?![A-Z0-9])(?!\s+FLOOR)"
)
_FIGURE = re.compile("[0-9]")
_NOISE = re.compile(r"[\s.,\-\u200b-\u200f\u2060\ufeff]+")
_CONFUSED = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
_LONGEST = 16


def normalise(text: str) -> str | None:
    """The one spelling of a postcode (`"m337zf"` gives `"M33 7ZF"`), None when it is not one.

    O typed for 0 and I for 1, or the other way, are put right where only one reading is a
    postcode. The answer has the right shape; whether it exists is for the gazetteer to say.
    """
    spelt = _POSTCODE.fullmatch(text) or _POSTCODE.fullmatch(text.upper())
    if spelt and _area_exists(spelt[1]):
        return f"{spelt[1]} {spelt[2]}"
    return _normalise_slowly(text)


def district(text: str) -> str | None:
    """The outward code (`"M33"`) of a postcode, a sector or a district in any spelling."""
    whole = normalise(text)
    if whole:
        return whole[:-4]
    part = sector(text)
    return part[:-2] if part else _district_alone(_tidied(text))


def sector(text: str) -> str | None:
    """The sector (`"M33 7"`) of a postcode or a sector in any spelling; None for a district."""
    whole = normalise(text)
    if whole:
        return whole[:-2]
    tidy = " ".join(_tidied(text, " ").split())
    found = _SECTOR.fullmatch(tidy)
    if not found or _DISTRICT.fullmatch(tidy):
        return None
    outward, figure = (found[1], found[2]) if found[1] else (found[3], found[4])
    return f"{outward} {figure}" if _area_exists(outward) else None


def find_in(text: str) -> list[str]:
    """The postcodes in free text such as an address, each once, in the order they stand."""
    hits = (hit for hit in _IN_TEXT.finditer(text.upper()) if _FIGURE.search(hit[0]))
    found = (normalise(f"{hit[1]} {hit[2]}") for hit in hits)
    return list(dict.fromkeys(code for code in found if code and _area_exists(code)))


def cut_from(text: str) -> tuple[str | None, str]:
    """The first postcode in free text, and the text without any; None and the text as it is."""
    plain = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    hits = [hit for hit in _IN_TEXT.finditer(plain) if find_in(hit[0])]
    for hit in reversed(hits):
        text = f"{text[: hit.start()]} {text[hit.end() :]}"
    return (find_in(hits[0][0])[0], text) if hits else (None, text)


def _normalise_slowly(text: str) -> str | None:
    tidy = _tidied(text)
    if not 5 <= len(tidy) <= 7:
        return None
    spelt = _POSTCODE.fullmatch(tidy)
    as_typed = f"{spelt[1]} {spelt[2]}" if spelt else None
    if as_typed and _area_exists(as_typed):
        return as_typed
    matches = (_POSTCODE.fullmatch(reading) for reading in _readings(tidy))
    real = {f"{hit[1]} {hit[2]}" for hit in matches if hit and _area_exists(hit[1])}
    return real.pop() if len(real) == 1 else as_typed


def _district_alone(tidy: str) -> str | None:
    if not 2 <= len(tidy) <= 4:
        return None
    real = {word for word in _readings(tidy) if _DISTRICT.fullmatch(word) and _area_exists(word)}
    if tidy in real:
        return tidy
    return real.pop() if len(real) == 1 else None


def _tidied(text: str, gap: str = "") -> str:
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    return _NOISE.sub(gap, unicodedata.normalize("NFKC", text).upper())


def _readings(tidy: str) -> list[str]:
    return ["".join(letters) for letters in product(*(_CONFUSED.get(c, c) for c in tidy))]


def _area_exists(code: str) -> bool:
    area = _AREA.match(code)
    return area is not None and area[0] in AREAS
