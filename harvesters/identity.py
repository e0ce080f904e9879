"""Who a record is and what it said, before anything is understood of it: quick and never wrong."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import orjson

from harvesters.canonical import as_it_is, canonical
from harvesters.keys import key_of, plain_key
from harvesters.source import Source
from schema.record import RawRecord

_ROOT = Path(__file__).resolve().parents[1]
# The files that decide what is understood of a record.
_WAY_OF_READING = (
    "harvesters/cleaning/**/*.py",
    "harvesters/mapping/**/*.py",
    "harvesters/canonical.py",
    "harvesters/finishing.py",
    "harvesters/keys.py",
    "harvesters/understanding.py",
    "places/areas.py",
    "places/*.csv",
    "places/postcode.py",
    "schema/*.py",
    "schema/vocabulary.toml",
)
# The files that decide what becomes of the answers of a feed.
_WHOLE_WAY = (
    *_WAY_OF_READING,
    "harvesters/*.py",
    "harvesters/feeds/*.py",
    "harvesters/readers/*.py",
)


class Identity(NamedTuple):
    """The key of a record, what it said, and a digest of that and of our way of reading it.

    `fault` says why it can never be understood; it then has a key made of its content.
    """

    key: str
    said: bytes
    fingerprint: str
    fault: str | None = None


def identify(source: Source, raw: RawRecord, edition: str = "") -> Identity:
    """The identity of what a source said, whatever that is.

    `edition` is that of the postcodes by which it will be understood.
    """
    quick = as_it_is(raw.said)
    said = canonical(raw.said) if quick is None else quick
    digest = blake2b(said, digest_size=16, key=_seal(source, edition)).hexdigest()
    if not isinstance(raw.said, Mapping):
        fault = f"it is no object with fields, but {type(raw.said).__name__}"
        return Identity(f"unkeyed~{digest}", said, digest, fault)
    key = plain_key(source, raw.said) if quick else None
    key = key or key_of(source, orjson.loads(said))
    if key is None:
        fault = "it has neither an id of its own nor a name to make one of"
        return Identity(f"unkeyed~{digest}", said, digest, fault)
    return Identity(key, said, digest)


def fingerprint(source: Source, raw: RawRecord) -> tuple[str, bytes, str]:
    """The key, canonical JSON and fingerprint of what a source said."""
    identity = identify(source, raw)
    return identity.key, identity.said, identity.fingerprint


def source_digest(source: Source, edition: str = "") -> str:
    """A digest of our way of reading a source: its declaration, our code, vocabulary, postcodes."""
    declared = source.model_dump_json(exclude={"refresh", "pace", "expect", "reader"})
    text = f"{source.reader.kind}\x1f{declared}\x1f{_code_digest(_WAY_OF_READING)}\x1f{edition}"
    return blake2b(text.encode(), digest_size=16).hexdigest()


def reading_seal(source: Source, edition: str) -> str:
    """A digest of all that decides what a run makes of the same answers: declaration and code."""
    declared = source.model_dump_json(exclude={"refresh", "pace"})
    text = f"{declared}\x1f{_code_digest(_WHOLE_WAY)}\x1f{edition}"
    return blake2b(text.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def _seal(source: Source, edition: str) -> bytes:
    return source_digest(source, edition).encode()


@lru_cache(maxsize=2)
def _code_digest(patterns: tuple[str, ...]) -> str:
    digest = blake2b(digest_size=16)
    for path in _files(patterns):
        digest.update(path.relative_to(_ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(_ROOT.glob(pattern))
