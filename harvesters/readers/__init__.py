"""Readers by kind: each fetches one feed politely and yields what it says, uninterpreted."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from harvesters.feeds.settings import Kind, ReaderSettings
from harvesters.notes import ReadNotes
from harvesters.readers import (
    aliss,
    geojson,
    json_list,
    open_referral,
    open_referral_1,
    table,
)
from runtime.egress import Fetch
from schema.record import RawRecord

Read = Callable[[ReaderSettings, Fetch, ReadNotes], Iterator[RawRecord]]

READERS: Mapping[Kind, Read] = MappingProxyType(
    {
        "open_referral": open_referral.read,
        "open_referral_1": open_referral_1.read,
        "aliss": aliss.read,
        "table": table.read,
        "geojson": geojson.read,
        "json_list": json_list.read,
    }
)
