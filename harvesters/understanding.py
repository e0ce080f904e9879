"""One raw record becomes one record: mapped, cleaned, checked and encoded."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson

from harvesters.canonical import kept
from harvesters.finishing import finished, settle, unusable
from harvesters.identity import Identity, identify
from harvesters.mapping.aliss import map_aliss
from harvesters.mapping.draft import Draft, PlaceFinder
from harvesters.mapping.flat import map_flat
from harvesters.mapping.nested.services import map_service
from harvesters.mapping.open_referral_1 import map_open_referral_1
from harvesters.source import Source
from runtime.clock import SystemClock
from schema.identifiers import record_id
from schema.record import Outcome, RawRecord, Record

Map = Callable[[dict[str, Any], Draft], None]
BUILT_IN: Mapping[str, Map] = {
    "open_referral": map_service,
    "open_referral_1": map_open_referral_1,
    "aliss": map_aliss,
}


def understand(
    source: Source, raw: RawRecord, gazetteer: PlaceFinder, *, now: datetime | None = None
) -> Record:
    """What a source says of one service, in the standard's words.

    Bad data never raises: a field that cannot be used is left out with an issue, a record that
    cannot be used is quarantined, one that may not be shown is withheld, each with its reason.
    `now` is the moment of reading, in UTC; what is dated later cannot have happened.
    """
    return understand_as(source, identify(source, raw, gazetteer.edition), gazetteer, now=now)


def understand_as(
    source: Source, known: Identity, gazetteer: PlaceFinder, *, now: datetime | None = None
) -> Record:
    """The same for a record whose identity is settled already."""
    if known.fault:
        return as_record(source, known, Outcome.QUARANTINED, reason=known.fault)
    own_id = record_id(source.id, known.key)
    draft = Draft(source, own_id, gazetteer, now or SystemClock().now())
    try:
        return _understood(known, draft)
    except Exception as error:
        # One record must not end a run, whatever is in it; of the fault its class alone is kept.
        reason = f"it could not be read ({type(error).__name__})"
        return as_record(source, known, Outcome.QUARANTINED, draft, reason=reason)


def as_record(
    source: Source,
    known: Identity,
    outcome: Outcome,
    draft: Draft | None = None,
    service: bytes | None = None,
    reason: str | None = None,
) -> Record:
    """The record of an identity with what became of it."""
    return Record(
        source_id=source.id,
        key=known.key,
        said=kept(known.said),
        fingerprint=known.fingerprint,
        outcome=outcome,
        service=service,
        reason=reason,
        issues=tuple(draft.issues) if draft else (),
        identifiers=tuple(dict.fromkeys(draft.identifiers)) if draft else (),
    )


def _understood(known: Identity, draft: Draft) -> Record:
    source = draft.source
    _map(orjson.loads(known.said), draft)
    fault = unusable(draft.service.get("name"))
    if fault:
        return as_record(source, known, Outcome.QUARANTINED, draft, reason=fault)
    settle(draft)
    if draft.withheld:
        return as_record(source, known, Outcome.WITHHELD, draft, reason=draft.withheld)
    service = finished(draft)
    if service is None:
        fault = "what it says cannot be put in the standard's form"
        return as_record(source, known, Outcome.QUARANTINED, draft, reason=fault)
    return as_record(source, known, Outcome.UNDERSTOOD, draft, service)


def _map(said: dict[str, Any], draft: Draft) -> None:
    """The built-in map of a standard's shape, then what the source file says beyond it."""
    built_in = BUILT_IN.get(draft.source.reader.kind)
    if built_in:
        built_in(said, draft)
    if built_in is None or draft.source.fields or draft.source.constants:
        map_flat(said, draft)
