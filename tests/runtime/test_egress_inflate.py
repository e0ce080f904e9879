"""Gzip is inflated in small pieces, and a bomb is never held."""

import gzip
import json
import subprocess
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.egress.inflate import PIECE_BYTES, BadGzip, inflated
from tests.fixtures.shared import ROOT

MIB = 1024 * 1024
IN_A_CHILD = """
import json
from runtime.egress import Egress, EgressPolicy, Limits, TooLarge
from tests.fakes.faultsource import FaultSource
from tests.fakes.faultsource.transport import TRANSPORT
from tests.fakes.peak_memory import peak_bytes

limits = Limits(body_bytes=20 * 1024 * 1024)
with FaultSource(TRANSPORT) as source:
    egress = Egress("x", policy=EgressPolicy(allow_loopback=True), limits=limits)
    with egress.for_source(pause_s=0) as fetch:
        with fetch.open(source.url("good")):
            pass
        before = peak_bytes()
        try:
            with fetch.open(source.url("bomb")):
                reason = "none"
        except TooLarge as failure:
            reason = failure.reason
print(json.dumps({"reason": reason, "grown": peak_bytes() - before}))
"""


@given(st.lists(st.binary(max_size=2_000), max_size=5), st.integers(1, 500))
def test_members_come_back_whole(contents: list[bytes], size: int) -> None:
    data = b"".join(gzip.compress(content, mtime=0) for content in contents or [b""])
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert b"".join(inflated(chunks)) == b"".join(contents)


def test_no_piece_is_large() -> None:
    data = gzip.compress(bytes(20 * MIB))
    assert {len(piece) <= PIECE_BYTES for piece in inflated([data])} == {True}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not gzip",
        gzip.compress(b"words", mtime=0)[:-1],
        gzip.compress(b"words" * 1_000, mtime=0)[:20],
        gzip.compress(b"words", mtime=0) + b"and more",
        zlib.compress(b"words"),
    ],
)
def test_what_is_not_whole_gzip(data: bytes) -> None:
    with pytest.raises(BadGzip):
        list(inflated([data] if data else []))


def test_a_bomb_of_half_a_gibibyte_is_stopped_in_little_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_CHILD], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["reason"] == "too_large"
    assert told["grown"] < 16 * MIB
