"""Languages by name or ISO 639 code, with the name in English and the code."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from harvesters.cleaning import Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import Issue, issue

MOST_LANGUAGES = 60
EXPECTED = "the name or ISO 639 code of a language, such as Urdu or ur"
# ISO 639-1, and 639-3 where a language has no code of two letters.
NAMES = {
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gd": "Scottish Gaelic", "gu": "Gujarati", "gv": "Manx", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "ig": "Igbo", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "kw": "Cornish", "ln": "Lingala",
    "lt": "Lithuanian", "lv": "Latvian", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay",
    "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "om": "Oromo",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sd": "Sindhi", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya",
    "tl": "Tagalog", "tr": "Turkish", "tw": "Twi", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "yo": "Yoruba", "zh": "Chinese",
    "zu": "Zulu", "bfi": "British Sign Language", "isg": "Irish Sign Language",
    "ckb": "Central Kurdish", "prs": "Dari", "rom": "Romani", "skr": "Saraiki",
    "syl": "Sylheti", "yue": "Cantonese", "cmn": "Mandarin", "hnd": "Hindko",
    "pnb": "Western Punjabi", "phr": "Pahari-Potwari", "sco": "Scots",
}  # fmt: skip
_OTHER_NAMES = {
    "bangla": "bn", "bsl": "bfi", "farsi": "fa", "filipino": "tl", "gaelic": "gd",
    "cymraeg": "cy", "irish gaelic": "ga", "kurdish sorani": "ckb", "sorani": "ckb",
    "mandarin chinese": "cmn", "mirpuri": "phr", "panjabi": "pa", "polski": "pl",
    "pushto": "ps", "pashtu": "ps", "roma": "rom", "sign language": "bfi", "slovakian": "sk",
    "slovene": "sl", "sylhetti": "syl", "bengali sylheti": "syl", "singhalese": "si",
    "sinhalese": "si", "tigrigna": "ti", "castilian": "es", "akan": "tw",
    "british sign language bsl": "bfi", "iranian": "fa", "scots gaelic": "gd",
}  # fmt: skip
_CODES = {name.casefold(): code for code, name in NAMES.items()} | _OTHER_NAMES
_LONG_CODES = {
    "ara": "ar", "ben": "bn", "ces": "cs", "cym": "cy", "deu": "de", "eng": "en", "fas": "fa",
    "fra": "fr", "guj": "gu", "hin": "hi", "ita": "it", "kur": "ku", "pan": "pa", "pol": "pl",
    "por": "pt", "pus": "ps", "ron": "ro", "rus": "ru", "som": "so", "spa": "es", "tur": "tr",
    "ukr": "uk", "urd": "ur", "zho": "zh", "lit": "lt", "hun": "hu", "tam": "ta", "tir": "ti",
}  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:[,;/|\n+]|\band\b|&)\s*")
_WORDS = re.compile(r"[^a-z]+")
_NO_LANGUAGE = frozenset({"other", "others", "any", "all", "various", "multiple", "interpreter"})


class Language(NamedTuple):
    """A language; one that we do not know keeps its name and has no code."""

    name: str
    code: str | None


@lru_cache(maxsize=2_048)
def language(said: str) -> Language | None:
    """The language that a name or code means, or None."""
    words = _WORDS.sub(" ", said.casefold()).strip()
    short = words.split(" ")[0] if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)*", said.strip()) else ""
    code = _CODES.get(words) or _LONG_CODES.get(short) or (short if short in NAMES else None)
    return Language(NAMES[code], code) if code else None


def _in_brackets(part: str) -> Language | None:
    """ "Chinese (Cantonese)": the closer name stands in brackets."""
    match = re.fullmatch(r"([^()]+)\(([^()]+)\)", part.strip())
    return language(match[2]) or language(match[1]) if match else None


def clean_languages(value: Any, field: str) -> Cleaned[tuple[Language, ...]]:
    """Every language of a cell or list; unknown names are kept without a code and reported."""
    cells = value if isinstance(value, list | tuple) else [value]
    found: dict[Language, None] = {}
    issues: list[Issue] = []
    for said in filter(None, map(as_said, cells[:MOST_LANGUAGES])):
        for part in filter(None, _BETWEEN.split(said[:1_000])):
            known = language(part) or _in_brackets(part)
            if known:
                found[known] = None
            elif part.casefold() not in _NO_LANGUAGE:
                found[Language(part[:60], None)] = None
                done = "Kept by its name"
                issues.append(issue(field, part, "language-unknown", EXPECTED, done))
    return tuple(found)[:MOST_LANGUAGES] or None, tuple(issues)
