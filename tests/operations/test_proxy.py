"""The proxy, held to rules by its file: what it logs, and when a server is asked no more.

Entries are those that Caddy's documentation and sources show; `test_proxy_runs.py` runs it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.fixtures.served import ROOT
from tests.operations.caddyfile import Directive, read

PROXY = read((ROOT / "deploy" / "Caddyfile").read_text("utf-8"))
(OPTIONS,) = (one for one in PROXY.block if not one.words)
SITE = PROXY.one("{$FINGERPOST_DOMAIN}")
FORWARDING = SITE.one("reverse_proxy")
LOG = OPTIONS.one("log", "default")
CANARIES = ("M33", "7ZF", "203.0.113.9", "secret", "agent-of-a-person")
REQUEST = {
    "remote_ip": "203.0.113.9",
    "remote_port": "5000",
    "client_ip": "203.0.113.9",
    "method": "GET",
    "host": "directory.example",
    "uri": "/v1/search?near=M33+7ZF",
    "headers": {"Cookie": ["secret"], "User-Agent": ["agent-of-a-person"]},
}
BROKEN = "writing: write tcp 172.18.0.5:443->203.0.113.9:5000: write: broken pipe"
ENTRIES: dict[str, dict[str, Any]] = {
    "http.log.access": {"msg": "handled request", "request": REQUEST, "status": 200},
    "http.log.error": {"msg": BROKEN, "request": REQUEST, "status": 502},
    "http.handlers.reverse_proxy": {
        "msg": "aborting with incomplete response",
        "upstream": "172.18.0.3:8000",
        "request": REQUEST,
        "error": BROKEN,
    },
    "http": {
        "msg": "looking up info for HTTP challenge",
        "uri": "/.well-known/acme-challenge/M33",
        "remote_addr": "203.0.113.9:5000",
        "user_agent": "agent-of-a-person",
        "error": "no information found to solve challenge",
    },
    "http.acme_client": {"msg": "served key authentication", "remote": "203.0.113.9:5000"},
    "admin.api": {
        "msg": "received request",
        **{name: said for name, said in REQUEST.items() if name != "client_ip"},
    },
}


def _filters() -> Mapping[str, tuple[str, ...]]:
    fields = LOG.one("format", "filter").one("fields")
    return {one.words[0]: one.words[1:] for one in fields.block}


def _written(logger: str, entry: Mapping[str, Any]) -> str:
    """What is logged of an entry: nothing if its logger is excluded, else what filters leave."""
    if any(
        logger == name or logger.startswith(f"{name}.") for name in LOG.one("exclude").words[1:]
    ):
        return ""
    left = dict(entry)
    for name, (kind, *more) in _filters().items():
        if name not in left:
            continue
        if kind == "delete":
            del left[name]
        else:
            assert kind == "regexp"
            left[name] = re.sub(more[0], more[1], left[name])
    return json.dumps(left)


@pytest.mark.parametrize("logger", ENTRIES)
def test_nothing_of_a_request_is_logged(logger: str) -> None:
    written = _written(logger, ENTRIES[logger])
    assert not [canary for canary in CANARIES if canary in written]


def test_what_is_wrong_is_still_logged() -> None:
    written = _written("http.handlers.reverse_proxy", ENTRIES["http.handlers.reverse_proxy"])
    assert "broken pipe" in written
    assert "172.18.0.3:8000" in written


def test_there_is_one_log_and_nothing_that_says_more() -> None:
    names = [one.words for one in PROXY.everywhere() if one.words]
    assert [words for words in names if words[0].startswith("log")] == [("log", "default")]
    assert not {"debug", "log_credentials", "verbose_logs", "trace"} & {one[0] for one in names}
    assert (LOG.value("output"), LOG.value("level")) == ("stderr", "INFO")
    assert LOG.one("format", "filter").value("wrap") == "json"
    assert _filters()["request"] == ("delete",)


def test_nothing_that_becomes_of_a_request_takes_a_server_out() -> None:
    said = {one.words[0] for one in FORWARDING.block}
    assert not [name for name in said if name.startswith(("unhealthy_", "fail_", "max_fails"))]
    assert not FORWARDING.all("handle_response")


def test_health_is_not_asked_where_caddy_would_not_ask() -> None:
    """Caddy runs no active checks of servers that it finds by name; a line for them would lie."""
    assert FORWARDING.one("dynamic", "a").words == ("dynamic", "a", "api", "8000")
    assert not [one for one in FORWARDING.block if one.words[0].startswith("health_")]


@pytest.mark.parametrize("text", ["a {\n", "a {\n}\n}\n", "a { b }\n", "a { b\n}\n"])
def test_a_file_whose_blocks_are_wrong_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"brace|closed|unpack"):
        read(text)


def test_words_in_quotes_and_remarks_are_read() -> None:
    assert read('a "b c" d # e\n').block == [Directive(("a", "b c", "d"))]
