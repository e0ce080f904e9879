"""How far to look: the distances to choose from."""

from journeys.finding.miles import miles
from journeys.finding.question import FIVE_MILES_M, WIDEST_M

USUAL_M = FIVE_MILES_M
OFFERED_M = (1_609, 3_219, USUAL_M, 16_093, 40_234, WIDEST_M)


def read_distance(text: str) -> int:
    """Metres of a choice; the usual distance for anything else."""
    metres = int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else USUAL_M
    return metres if 1 <= metres <= WIDEST_M else USUAL_M


def distances(chosen_m: int) -> list[tuple[int, str]]:
    """(metres, words) of every choice, with one that a suggestion led to."""
    return [(metres, miles(metres)) for metres in sorted({*OFFERED_M, chosen_m})]
