"""Load a file of kite marks: everything in it, or nothing; the same file twice changes nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, insert, select, update

from directory.awards.announcing import announce
from directory.awards.checking import CheckedAward, check_awards, check_schemes
from directory.awards.files import AwardsFileError, Fault
from directory.awards.grants import AwardsFile
from directory.awards.history import record_event
from directory.awards.schemes import Scheme
from directory.awards.staleness import mark_stale
from directory.numbering import hold_numbers
from directory.tables.awards import AWARD, SCHEME
from runtime.database import Database
from schema.award import PublishedAward
from schema.encoding import encode

Effect = Literal["new", "corrected", "unchanged", "revoked"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: counts of awards by effect, schemes written, and listings to republish."""

    schemes: int
    awards: Mapping[str, int]
    listing_ids: tuple[str, ...]


def load(
    database: Database, path: Path, file: AwardsFile, now: datetime, public_url: str | None = None
) -> Loaded:
    """Write the schemes and awards of `file`; raises AwardsFileError if any of it cannot be.

    An award is known again by its scheme, its subject and its first day: another last day, level
    or evidence corrects it, another first day is a newer award. A revoked one stays revoked.
    """
    with database.writing() as connection:
        hold_numbers(connection)
        faults: list[Fault | str] = []
        schemes, written = check_schemes(connection, file, faults)
        entries = check_awards(connection, file, schemes, faults)
        if faults:
            raise AwardsFileError(path, faults)
        for scheme in written:
            _write_scheme(connection, scheme)
        effects = [_write(connection, entry, now, public_url) for entry in entries]
        touched = [
            entry
            for entry, effect in zip(entries, effects, strict=True)
            if effect in ("new", "corrected")
        ]
        announce(connection, [entry.id for entry in touched], now)
        stale = mark_stale(connection, [entry.bound for entry in touched], now)
        return Loaded(len(written), Counter(effects), stale)


def _write_scheme(connection: Connection, scheme: Scheme) -> None:
    row = {"id": scheme.id, "version": scheme.version}
    connection.execute(SCHEME.delete().filter_by(**row))
    connection.execute(insert(SCHEME).values(**row, document=scheme.model_dump(mode="json")))


def _write(
    connection: Connection, entry: CheckedAward, now: datetime, public_url: str | None
) -> Effect:
    values = _values(entry, public_url)
    held = connection.execute(select(AWARD).where(AWARD.c.id == entry.id)).mappings().one_or_none()
    if held is None:
        bound = {"subject_kind": entry.bound.kind, "subject": entry.bound.subject}
        row = {"id": entry.id, "listing_id": entry.bound.listing_id, "loaded_at": now}
        connection.execute(insert(AWARD).values(**row, **bound, **values))
        record_event(connection, entry.id, "loaded", None, now)
        return "new"
    if held["revoked_at"] is not None:
        return "revoked"
    if all(held[name] == value for name, value in values.items()):
        return "unchanged"
    before = orjson.dumps(held["document"]).decode()
    connection.execute(update(AWARD).where(AWARD.c.id == entry.id).values(**values))
    record_event(connection, entry.id, "corrected", f"it was {before}", now)
    return "corrected"


def _values(entry: CheckedAward, public_url: str | None) -> dict[str, Any]:
    award = entry.award
    return {
        "scheme_id": award.scheme,
        "scheme_version": award.version,
        "level": award.level,
        "valid_from": award.valid_from,
        "valid_until": award.valid_until,
        "document": orjson.loads(encode(_published(entry, public_url))),
    }


def _published(entry: CheckedAward, public_url: str | None) -> PublishedAward:
    award, scheme = entry.award, entry.scheme
    level = scheme.find_level(award.level)
    assert level is not None, "checked before anything is written"
    here = f"{public_url.rstrip('/')}/awards/{entry.id}" if public_url else None
    return PublishedAward(
        id=entry.id,
        scheme=scheme.title,
        scheme_version=scheme.version,
        level=level.name,
        tier=level.tier,
        meaning=level.meaning,
        does_not_cover=scheme.does_not_cover,
        awarded_by=award.granted_by or scheme.body.name,
        awarded_by_url=scheme.body.url,
        evidence_seen=list(award.evidence_seen),
        valid_from=award.valid_from,
        valid_until=award.valid_until,
        covers=award.covered,
        verify_url=award.verify_url or here,
    )
