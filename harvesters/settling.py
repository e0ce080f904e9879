"""Keys that came more than once in a read: the same word, an older one, or a contradiction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Literal

import orjson

from harvesters.canonical import canonical
from harvesters.cleaning.blanks import is_blank
from harvesters.cleaning.stamps import clean_stamp
from harvesters.keys import is_natural, told_apart
from harvesters.mapping.said import Said, plan_of
from harvesters.source import Source

Fate = Literal["keep", "again", "older", "conflict", "contradicts"]
MOST_COMPARED = 50
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_NO_END = datetime.max.replace(tzinfo=UTC)
Held = Callable[[str], bytes | None]
"""What a record that is held under a key said, as canonical JSON; None if there is none."""
_STAMPS = ("last_modified", "last_updated")


def nothing_held(_key: str) -> bytes | None:
    """For a first read, and for one without a directory."""
    return None


@dataclass(frozen=True, slots=True)
class Claim:
    """One record among those with the same key: where it stands, its digest, when it changed."""

    position: int
    offset: int
    fingerprint: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record.

    `key` replaces its own where records had to be told apart; `said` and `fingerprint` do where
    one record stands for several that contradict each other.
    """

    fate: Fate
    key: str | None = None
    said: bytes | None = None
    fingerprint: str | None = None


def changed_at(source: Source, said: dict[str, Any]) -> datetime:
    """When the source says that it last changed a record; long ago if it does not say."""
    stated = Said(plan_of(source), said).first("last_modified")
    for name in _STAMPS:
        stated = stated or said.get(name)
    stamp, _issues = clean_stamp(stated, "last_modified", _NO_END, day_first=source.day_first)
    return stamp or LONG_AGO


def settle_key(
    source: Source,
    key: str,
    claims: Sequence[Claim],
    read: Callable[[int], dict[str, Any]],
    held: Held = nothing_held,
) -> dict[int, Verdict]:
    """A verdict for each position, the same whatever the order of the claims.

    Of equal records one is kept, and one that says the same and more stands for those that say
    less. Differing ones that have no key of their own are told apart by what else they say; else
    the newest is kept; else none, for nobody knows which is right. `read` gives what stands at an
    offset; the one that is `held` under the key already keeps it when others come beside it.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.fingerprint, claim)
    again = {one.position: Verdict("again") for one in claims if first[one.fingerprint] != one}
    distinct = list(first.values())
    if 1 < len(distinct) <= MOST_COMPARED:
        less = _saying_less(distinct, read)
        again |= {distinct[at].position: Verdict("again") for at in less}
        distinct = [claim for at, claim in enumerate(distinct) if at not in less]
    if len(distinct) == 1:
        return again
    apart = _told_apart(source, key, distinct, read, held) if is_natural(source) else None
    return again | (apart or _by_age(distinct) or _in_conflict(distinct, read))


def _saying_less(
    distinct: Sequence[Claim], read: Callable[[int], dict[str, Any]]
) -> frozenset[int]:
    """The indexes of records all of whose words another of them says too, beside more."""
    words = [
        {(name, repr(value)) for name, value in read(claim.offset).items() if not is_blank(value)}
        for claim in distinct
    ]
    return frozenset(at for at, mine in enumerate(words) if any(mine < theirs for theirs in words))


def _told_apart(
    source: Source,
    key: str,
    distinct: Sequence[Claim],
    read: Callable[[int], dict[str, Any]],
    held: Held,
) -> dict[int, Verdict] | None:
    if len(distinct) > MOST_COMPARED:
        return None
    plan, before = plan_of(source), held(key)
    said = [Said(plan, read(claim.offset)) for claim in distinct]
    keys = told_apart(key, said, Said(plan, orjson.loads(before)) if before else None)
    if keys is None:
        return None
    return {claim.position: Verdict("keep", own) for claim, own in zip(distinct, keys, strict=True)}


def _by_age(distinct: Sequence[Claim]) -> dict[int, Verdict]:
    """The newest is kept, if it is known which that is; else no verdict."""
    newest = max(claim.changed for claim in distinct)
    if newest == LONG_AGO or [claim.changed for claim in distinct].count(newest) > 1:
        return {}
    return {claim.position: Verdict("older") for claim in distinct if claim.changed != newest}


def _in_conflict(
    distinct: Sequence[Claim], read: Callable[[int], dict[str, Any]]
) -> dict[int, Verdict]:
    """One record, the same in any order, stands in quarantine for all, with the words of all."""
    first, *others = sorted(distinct, key=lambda claim: claim.fingerprint)
    said = canonical([read(claim.offset) for claim in [first, *others][:MOST_COMPARED]])
    prints = "".join(claim.fingerprint for claim in [first, *others])
    joint = blake2b(prints.encode(), digest_size=16).hexdigest()
    verdicts = {claim.position: Verdict("contradicts") for claim in others}
    return {**verdicts, first.position: Verdict("conflict", None, said, joint)}
