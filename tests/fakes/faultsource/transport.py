"""Scenarios of the wire: slow, endless, broken, compressed and redirecting answers."""

import gzip
import json
import zlib

from tests.fakes.faultsource.feeds import page_of, services
from tests.fakes.faultsource.wire import Asked, Scenario, Wire

PAGE = json.dumps(page_of(services(3), 1, 100)).encode()
MIB = 1024 * 1024
RETRY_AFTER = {
    "seconds": "7",
    "date": "Sat, 21 Nov 2026 12:00:09 GMT",
    "absurd": "1000000000",
    "negative": "-5",
    "garbage": "soon",
    "past": "Sat, 21 Nov 2020 12:00:00 GMT",
}


def good(_: Asked, wire: Wire) -> None:
    wire.answer(PAGE, content_type="application/json; charset=utf-8")


def drip_headers(_: Asked, wire: Wire) -> None:
    wire.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000, 0.05)


def drip_body(_: Asked, wire: Wire) -> None:
    wire.head(content_length="100000", content_type="application/json")
    wire.drip(b" " * 100_000, 0.05)


def silent(_: Asked, wire: Wire) -> None:
    wire.stopped.wait(60)
    wire.hang_up()


def endless(_: Asked, wire: Wire) -> None:
    wire.head(transfer_encoding="chunked", content_type="application/json")
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while not wire.stopped.is_set():
        wire.send(chunk)


def endless_interim(_: Asked, wire: Wire) -> None:
    while not wire.stopped.wait(0.01):
        wire.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


def long_announced(_: Asked, wire: Wire) -> None:
    wire.head(content_length=str(10**12))
    wire.hang_up()


def bomb(_: Asked, wire: Wire) -> None:
    """512 MiB of zeros in half a MiB of gzip; nobody gets as far as its checksum."""
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = engine.compress(bytes(MIB)) + engine.flush(zlib.Z_FULL_FLUSH)
    again = engine.compress(bytes(MIB)) + engine.flush(zlib.Z_FULL_FLUSH)
    body = first + again * 511 + engine.flush()
    wire.answer(body, content_encoding="gzip", content_type="application/json")


def coded(asked: Asked, wire: Wire) -> None:
    """The page under the Content-Encoding that the path names, `gzip,gzip` truly twice."""
    body = PAGE
    for name in asked.rest.split(","):
        body = gzip.compress(body) if "gzip" in name else zlib.compress(body)
    wire.answer(body, content_encoding=asked.rest, content_type="application/json")


def gzip_cut(_: Asked, wire: Wire) -> None:
    wire.answer(gzip.compress(PAGE)[:-12], content_encoding="gzip")


def gzip_damaged(_: Asked, wire: Wire) -> None:
    wire.answer(b"\x1f\x8b\x08\x00" + b"\xff" * 40, content_encoding="gzip")


def gzip_file(_: Asked, wire: Wire) -> None:
    wire.answer(gzip.compress(PAGE), content_type="application/gzip")


def short_body(_: Asked, wire: Wire) -> None:
    wire.head(content_length=str(len(PAGE) + 500), content_type="application/json")
    wire.send(PAGE)
    wire.hang_up()


def cut_without_length(asked: Asked, wire: Wire) -> None:
    """HTTP/1.0 without a length, cut where the JSON happens to be whole: one record of three."""
    shown = services(1) if asked.page == 1 else []
    body = json.dumps(page_of(services(3), 1, 100, contents=shown)).encode()
    wire.send(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    wire.hang_up()


def cut_in_a_record(asked: Asked, wire: Wire) -> None:
    """HTTP/1.0 without a length: page 1 is cut in its third record, the others hold nothing."""
    body = PAGE[:-40] if asked.page == 1 else json.dumps(page_of([], 2, 100)).encode()
    wire.send(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    wire.hang_up()


def not_http(_: Asked, wire: Wire) -> None:
    wire.send(b"220 mail.example ESMTP\r\n")
    wire.hang_up()


def status(asked: Asked, wire: Wire) -> None:
    wire.answer(b"no", int(asked.rest.strip("/")))


def flaky(asked: Asked, wire: Wire) -> None:
    """The status in the path twice, then the page."""
    if asked.times <= 2:
        wire.answer(b"no", int(asked.rest))
    else:
        good(asked, wire)


def retry_after(asked: Asked, wire: Wire) -> None:
    """429 once, with the Retry-After that the path names, then the page."""
    if asked.times == 1:
        wire.answer(b"slow down", 429, retry_after=RETRY_AFTER[asked.rest])
    else:
        good(asked, wire)


def html(_: Asked, wire: Wire) -> None:
    page = b"<!DOCTYPE html><html><title>Sign in</title><body>Please sign in</body></html>"
    wire.answer(page, content_type="text/html", cf_mitigated="challenge")


def json_as_html(_: Asked, wire: Wire) -> None:
    wire.answer(PAGE, content_type="text/html")


def nothing(_: Asked, wire: Wire) -> None:
    wire.answer(b"", content_type="application/json")


def redirect(asked: Asked, wire: Wire) -> None:
    """To the address in the query's `to`."""
    wire.answer(b"", 302, location=asked.query["to"])


def redirect_nowhere(_: Asked, wire: Wire) -> None:
    wire.answer(b"", 301)


def redirect_loop(asked: Asked, wire: Wire) -> None:
    wire.answer(b"", 302, location="b" if asked.rest == "a" else "a")


def redirect_steps(asked: Asked, wire: Wire) -> None:
    """As many redirects as the path says, then the page."""
    left = int(asked.rest)
    if left:
        wire.answer(b"", 307, location=str(left - 1))
    else:
        good(asked, wire)


def cookies(asked: Asked, wire: Wire) -> None:
    wire.answer(PAGE, set_cookie="session=made-up; Path=/", content_type="application/json")


def huge_headers(_: Asked, wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(40):
        wire.send(f"X-{number}: ".encode() + b"a" * 65_536 + b"\r\n")
    wire.send(b"\r\n")
    wire.hang_up()


TRANSPORT: dict[str, Scenario] = {
    function.__name__: function
    for function in (
        good,
        drip_headers,
        drip_body,
        silent,
        endless,
        endless_interim,
        long_announced,
        bomb,
        coded,
        gzip_cut,
        gzip_damaged,
        gzip_file,
        short_body,
        cut_without_length,
        cut_in_a_record,
        not_http,
        status,
        flaky,
        retry_after,
        html,
        json_as_html,
        nothing,
        redirect,
        redirect_nowhere,
        redirect_loop,
        redirect_steps,
        cookies,
        huge_headers,
    )
}
