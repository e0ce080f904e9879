"""Redirects are followed by hand: few, never to a worse scheme, another host or inside."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

from runtime.egress import EgressPolicy, Refused, SourceFetch
from runtime.egress.redirects import next_hop
from tests.fakes.faultsource import FaultSource
from tests.fixtures.faultsource import FakeResolver

Fetching = Callable[..., SourceFetch]


def _refused(fetch: SourceFetch, url: str) -> Refused:
    with pytest.raises(Refused) as caught, fetch.open(url):
        pytest.fail("the redirect was followed")
    return caught.value


def test_five_redirects_are_followed(faultsource: FaultSource, fetching: Fetching) -> None:
    with fetching().open(faultsource.url("redirect_steps", "5")) as body:
        assert b"".join(body.chunks())
        assert body.url == faultsource.url("redirect_steps", "0")
    assert len(faultsource.requests) == 6


@pytest.mark.parametrize("path", ["redirect_steps/6", "redirect_loop/a"])
def test_more_are_not(path: str, faultsource: FaultSource, fetching: Fetching) -> None:
    scenario, _, rest = path.partition("/")
    assert _refused(fetching(), faultsource.url(scenario, rest)).reason == "refused_redirects"
    assert len(faultsource.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://127.0.0.1/",
        "data:text/plain,x",
        "http://169.254.169.254/latest/meta-data/",
        "http://user@127.0.0.1/",
        "http://[::ffff:127.0.0.2]/",
        "http://0x7f000002/",
        "//127.0.0.2/",
        "http://[",
        "\\\\127.0.0.2\\share",
    ],
)
def test_a_redirect_to_what_is_never_asked(
    target: str, faultsource: FaultSource, fetching: Fetching
) -> None:
    _refused(fetching(), faultsource.url("redirect", f"?to={quote(target)}"))
    assert len(faultsource.requests) == 1


def test_a_redirect_to_an_inside_address_is_not_connected_to(
    faultsource: FaultSource, forbidden_source: FaultSource, fetching: Fetching
) -> None:
    fetch = fetching(
        hosts=("127.0.0.2", "inside.test"), resolver=FakeResolver({"inside.test": [["127.0.0.2"]]})
    )
    for host in ("127.0.0.2", "inside.test"):
        target = quote(forbidden_source.url("good", host=host))
        _refused(fetch, faultsource.url("redirect", f"?to={target}"))
    assert forbidden_source.connections == 0


def test_a_redirect_without_an_address(faultsource: FaultSource, fetching: Fetching) -> None:
    assert "no web address" in str(_refused(fetching(), faultsource.url("redirect_nowhere")))


def test_another_host_needs_the_operators_word(
    faultsource: FaultSource, fetching: Fetching
) -> None:
    resolver = FakeResolver({"other.test": [["127.0.0.1"]]})
    target = faultsource.url("good", host="other.test")
    url = faultsource.url("redirect", f"?to={quote(target)}")
    assert "other.test; list it under `hosts`" in str(_refused(fetching(resolver=resolver), url))
    assert faultsource.asked("good") == []
    allowed = fetching(resolver=resolver, hosts=("other.test",))
    with allowed.open(url, headers={"X-Key": "made-up"}) as body:
        assert body.url == target
    assert faultsource.asked("redirect")[-1].headers["x-key"] == "made-up"
    assert "x-key" not in faultsource.asked("good")[0].headers


@pytest.mark.parametrize(
    ("here", "there", "followed"),
    [
        ("http://a.example/", "https://a.example/x", True),
        ("https://a.example/", "https://a.example/x", True),
        ("https://a.example/", "http://a.example/x", False),
        ("https://a.example/", "//a.example/x", True),
    ],
)
def test_the_scheme_may_only_get_better(here: str, there: str, followed: bool) -> None:
    def hop() -> httpx.URL:
        return next_hop(httpx.URL(here), there, {"a.example"}, EgressPolicy())

    if followed:
        assert hop().path == "/x"
    else:
        with pytest.raises(Refused, match="from https to"):
            hop()
