"""What made-up listings are made from: chances, and words of places, people and streets."""

from random import Random

from benchmarks.phrases import HOBBIES, KINDS, PLACE_ENDS, PLACE_STARTS, SAINTS, STREETS
from benchmarks.towns import towns_by_weight
from places.towns import Town


class Maker:
    """Draws in one order from one seed, so that the same seed gives the same listings."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.kind_weights = [kind.weight for kind in KINDS]

    def town(self) -> Town:
        return towns_by_weight(self.random)

    def place(self) -> str:
        return self.random.choice(PLACE_STARTS) + self.random.choice(PLACE_ENDS)

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def words(self, town: Town) -> dict[str, str]:
        choose = self.random.choice
        return {
            "town": town.name,
            "other_town": self.town().name,
            "place": self.place(),
            "other_place": self.place(),
            "saint": choose(SAINTS),
            "street": f"{self.place()} {choose(STREETS)}",
            "hobby": choose(HOBBIES),
            "other_hobby": choose(HOBBIES),
            "number": str(self.random.randint(2, 9)),
            "year": str(self.random.randint(1978, 2025)),
        }
