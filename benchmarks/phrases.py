"""Words from which made-up listings are put together; `{...}` is filled in by the generator."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """One kind of service: what it may be called, what it says, and how often there is one."""

    category: str
    needs: tuple[str, ...]
    weight: int
    names: tuple[str, ...]
    lines: tuple[str, ...]


def _kinds() -> tuple[Kind, ...]:
    told = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    return tuple(map(_kind, told["kind"]))


def _kind(told: dict[str, Any]) -> Kind:
    several = {name: tuple(told[name]) for name in ("needs", "names", "lines")}
    return Kind(category=told["category"], weight=told["weight"], **several)


KINDS = _kinds()

COMMON_LINES = (
    "Everybody is welcome, and support is there for people who need it.",
    "The group is run by volunteers with the support of {organization}.",
    "We meet at {place} Hall, close to the bus stop on {street}.",
    "There is level access from {street} and parking behind the building.",
    "Please ring first, since dates change in school holidays.",
    "Funding comes from {town} council and from local donations.",
    "The service began in {year} and has helped {number}00 people since.",
    "People come from {town}, {other_town} and the villages around.",
    "If you are nervous about coming alone, somebody will meet you at the door.",
    "Help can be given in other languages when asked for beforehand.",
    "You may refer yourself, or ask your doctor or link worker to do it.",
    "Our office on {street} is staffed on weekday mornings.",
    "Sessions at {other_place} and {place} follow the same programme.",
    "A small charge covers the room; nobody is turned away for want of money.",
)
HOBBIES = (
    "painting", "knitting", "cooking", "chess", "dominoes", "gardening", "dancing", "bingo",
    "photography", "local history", "woodwork", "sewing", "card making", "reading", "baking",
    "model railways", "pottery", "bird watching", "scrabble", "poetry", "family history",
    "ukulele", "crochet", "table tennis", "darts", "astronomy", "upcycling", "calligraphy",
)  # fmt: skip
PLACE_STARTS = (
    "Ash", "Beech", "Birch", "Black", "Bram", "Brook", "Burn", "Clay", "Clough", "Cold", "Crow",
    "Dale", "Dean", "Elm", "Fair", "Fern", "Ford", "Fox", "Glen", "Green", "Hag", "Hart", "Haw",
    "Hazel", "Heath", "High", "Hol", "Ivy", "Kings", "Lang", "Lark", "Lin", "Long", "Mar", "Mill",
    "Moor", "Nether", "Nor", "Oak", "Old", "Orchard", "Over", "Park", "Pear", "Queens", "Raven",
    "Red", "Rose", "Rush", "Sand", "Shaw", "Silver", "Stan", "Stone", "Thorn", "Up", "Wal", "Wel",
    "West", "Whin", "White", "Wick", "Willow", "Win", "Wood", "Wych",
)  # fmt: skip
PLACE_ENDS = (
    "acre", "bank", "borough", "bourne", "bridge", "brook", "bury", "by", "combe", "cote", "croft",
    "dale", "den", "field", "fold", "ford", "gate", "grove", "ham", "hurst", "hill", "holme",
    "lands", "lea", "ley", "low", "mere", "mead", "moor", "ridge", "shaw", "side", "stead",
    "thorpe", "ton", "vale", "view", "well", "wick", "wood", "worth",
)  # fmt: skip
STREETS = ("Road", "Street", "Lane", "Avenue", "Close", "Way", "Terrace", "Drive", "Row", "Green")
SAINTS = (
    "All Saints", "Holy Trinity", "Christ Church", "St Mary's", "St John's", "St Peter's",
    "St Paul's", "St James'", "St Andrew's", "St Michael's", "St Luke's", "Emmanuel", "Bethel",
)  # fmt: skip
ORGANIZATIONS = (
    "{town} Voluntary Action", "{town} Community Trust", "{place} Residents Association",
    "{town} Borough Council", "{saint} Parish", "{place} Neighbours", "{town} Together",
    "{town} and {other_town} Partnership", "Friends of {place}", "{town} Sports Trust",
)  # fmt: skip
