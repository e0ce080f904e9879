"""What a place offers to disabled people, from words, as features that can be searched."""

import re
from functools import lru_cache

from schema.accessibility import Feature

_PATTERNS: tuple[tuple[Feature, re.Pattern[str]], ...] = (
    ("changing_places", re.compile(r"changing\s+places?")),
    (
        "accessible_toilet",
        re.compile(
            r"(?:accessible|disabled|adapted|wheelchair|dda)\s+(?:\w+\s+){0,2}(?:toilets?|wcs?|loos?)|"
            r"(?:toilets?|wcs?)\s+(?:is\s+|are\s+)?(?:accessible|adapted|for\s+disabled)"
        ),
    ),
    (
        "hearing_loop",
        re.compile(r"(?:hearing|induction|audio)[\s-]+(?:induction\s+)?loop|loop\s+system"),
    ),
    (
        "accessible_parking",
        re.compile(
            r"(?:accessible|disabled|blue\s+badge)\s+(?:\w+\s+){0,2}(?:parking|bays?|spaces?)|"
            r"parking\s+for\s+(?:disabled|blue)"
        ),
    ),
    ("quiet_space", re.compile(r"quiet\s+(?:space|room|area|hour)|sensory\s+(?:room|space)")),
    ("bsl", re.compile(r"\bbsl\b|british\s+sign\s+language|sign\s+language\s+interpret")),
    ("assistance_dogs", re.compile(r"(?:assistance|guide|hearing)\s+dogs?")),
    (
        "step_free",
        re.compile(
            r"step[\s-]*free|level\s+(?:access|entrance|entry)|\bramp(?:s|ed)?\b|"
            r"wheelchair[\s-]*(?:accessible|access|friendly)|"
            r"(?:accessible|suitable|access)\s+(?:to|for|by)\s+wheelchairs?|"
            r"accessible\s+(?:entrance|building|venue)|fully\s+accessible|\bno\s+steps\b"
        ),
    ),
)
_SENTENCES = re.compile(r"[.;\n]|\bbut\b|\bhowever\b")
_DENIED = re.compile(
    r"\b(?:no|not|without|unsuitable|limited|isn't|aren't|cannot|can't|lacks?|unfortunately)\b"
)
_NO_STEPS = re.compile(r"\bno\s+steps\b")


@lru_cache(maxsize=4_096)
def accessibility_features(said: str) -> tuple[Feature, ...]:
    """The features that a text says there are. What it denies is not one of them.

    A text with no known feature gives `("other",)`: it is shown, and cannot be searched by code.
    """
    found = [
        feature
        for sentence in _SENTENCES.split(said.casefold()[:2_000])
        if not _DENIED.search(_NO_STEPS.sub("step free", sentence))
        for feature, words in _PATTERNS
        if words.search(sentence)
    ]
    return tuple(dict.fromkeys(found)) or ("other",)
