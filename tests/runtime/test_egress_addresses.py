"""No spelling of an address inside is ever connected to, whoever spells it."""

import ipaddress
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.egress import Egress, EgressPolicy, FetchFailed, Limits, Refused, SourceFetch
from runtime.egress.addresses import why_refused
from runtime.egress.urls import checked_url
from tests.fakes.faultsource import FaultSource
from tests.fixtures.faultsource import LOOPBACK, FakeResolver

PRODUCTION = EgressPolicy()
SPELLINGS = [
    "127.0.0.2",
    "127.0.0.2.",
    "127.1",
    "127.0.1",
    "127.2",
    "127.0.0.02",
    "0127.0.0.2",
    "127.000.000.002",
    "0x7f000002",
    "0X7F000002",
    "0x7f.0x0.0x0.0x2",
    "0x7f.2",
    "2130706434",
    "017700000002",
    "0177.0.0.2",
    "0177.0x0.0.2",
    "127.0.0.0x2",
    "４",
    "１２７.0.0.2",
    "127。0。0。2",
    "127．0．0．2",
    "①②⑦.0.0.2",
    "127.0.0.2%00",
    "127.0.0.2%2e",
    "%31%32%37.0.0.2",
    "127.0.0.2.5",
    "[::]",
    "[::127.0.0.2]",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[0:0:0:0:0:ffff:127.0.0.2]",
    "[0000:0000:0000:0000:0000:ffff:7f00:0002]",
    "[::ffff:0:127.0.0.2]",
    "[64:ff9b::127.0.0.2]",
    "[64:ff9b::7f00:2]",
    "[64:ff9b:1::7f00:2]",
    "[2002:7f00:2::]",
    "[2002:7f00:0002::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fe80::1%lo]",
    "[::1%lo]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[100::1]",
    "[3fff::1]",
    "[5f00::1]",
    "0.0.0.0",
    "0",
    "0.0.0.2",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "user@127.0.0.2",
    "user:password@127.0.0.2",
    "www.council.example@127.0.0.2",
    "@127.0.0.2",
    "127.0.0.2\\@www.council.example",
    "www.council.example\\.127.0.0.2",
    "www.council.example%20.127.0.0.2",
    "127.0.0.2\t",
    "\t127.0.0.2",
    "127.0.0.2\r\nHost: x",
    "",
    ".",
    "..",
    "a..b",
]
NAMES = ["inside.test", "INSIDE.test", "xn--insde-6sa.test", "metadata.google.internal"]
INSIDE = ["127.0.0.2", "::ffff:127.0.0.2", "169.254.169.254", "64:ff9b::7f00:2", "::1%lo", "junk"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_an_inside_address_is_asked(
    spelling: str, forbidden_source: FaultSource, fetching: Callable[..., SourceFetch]
) -> None:
    url = f"http://{spelling}:{forbidden_source.port}/s/good/"
    fetch = fetching(resolver=FakeResolver({}))
    with pytest.raises(Refused), fetch.open(url):
        pytest.fail("an answer came from inside")
    assert forbidden_source.connections == 0


def test_the_spellings_are_many() -> None:
    assert len(set(SPELLINGS)) >= 60


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_stands_for_an_inside_address_is_not_asked(
    name: str,
    address: str,
    forbidden_source: FaultSource,
    fetching: Callable[..., SourceFetch],
) -> None:
    fetch = fetching(resolver=FakeResolver({name.lower(): [[address]]}))
    with (
        pytest.raises(Refused, match="stands for"),
        fetch.open(forbidden_source.url("good", host=name)),
    ):
        pytest.fail("an answer came from inside")
    assert forbidden_source.connections == 0


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1", "127.0.0.2"],
        ["127.0.0.2", "127.0.0.1"],
        ["127.0.0.1", "fd00::1"],
        ["127.0.0.1", "::ffff:127.0.0.1"],
    ],
)
def test_one_inside_answer_among_several_refuses_the_name(
    answers: list[str], faultsource: FaultSource, fetching: Callable[..., SourceFetch]
) -> None:
    fetch = fetching(resolver=FakeResolver({"mixed.test": [answers]}))
    with pytest.raises(Refused), fetch.open(faultsource.url("good", host="mixed.test")):
        pytest.fail("a mixed name was asked")
    assert faultsource.connections == 0


def test_a_name_is_looked_up_once_and_connected_where_it_was_checked(
    faultsource: FaultSource, forbidden_source: FaultSource, fetching: Callable[..., SourceFetch]
) -> None:
    resolver = FakeResolver({"rebinding.test": [["127.0.0.1"], ["127.0.0.2"]]})
    fetch = fetching(resolver=resolver)
    url = faultsource.url("good", host="rebinding.test")
    for _ in range(2):
        with fetch.open(url) as body:
            assert b"".join(body.chunks())
    assert resolver.looked_up == ["rebinding.test"]
    assert (faultsource.connections, forbidden_source.connections) == (1, 0)
    assert faultsource.requests[0].headers["host"] == f"rebinding.test:{faultsource.port}"


def test_a_later_connection_is_checked_anew(
    faultsource: FaultSource, fetching: Callable[..., SourceFetch]
) -> None:
    resolver = FakeResolver({"rebinding.test": [["127.0.0.1"], ["127.0.0.2"]]})
    fetch = fetching(resolver=resolver)
    with (
        pytest.raises(FetchFailed),
        fetch.open(faultsource.url("short_body", host="rebinding.test")),
    ):
        pytest.fail("a short body was taken as whole")
    with pytest.raises(Refused), fetch.open(faultsource.url("good", host="rebinding.test")):
        pytest.fail("the second address was not checked")


def test_the_next_checked_address_is_tried_when_one_does_not_answer(
    faultsource: FaultSource, fetching: Callable[..., SourceFetch]
) -> None:
    fetch = fetching(resolver=FakeResolver({"two.test": [["::1", "127.0.0.1"]]}))
    with fetch.open(faultsource.url("good", host="two.test")) as body:
        assert b"".join(body.chunks()).startswith(b"{")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://www.council.example/x",
        "file:///etc/passwd",
        "gopher://www.council.example/",
        "//www.council.example/",
        "www.council.example",
        "http:www.council.example",
        "https://www.council.example:22/",
        "https://www.council.example:0/",
        "https://www.council.example:8443/",
        "http://" + "a" * 5_000 + ".example/",
        "http://localhost:6379/",
    ],
)
def test_other_schemes_ports_and_shapes_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        checked_url(url, PRODUCTION)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.council.example/services?page=1",
        "http://www.council.example:443/a b",
        "https://münchen.example/é",
        "https://1.1.1.1/",
        "https://[2606:4700::1111]/",
    ],
)
def test_ordinary_addresses_pass(url: str) -> None:
    assert checked_url(url, PRODUCTION).host


def test_an_operator_may_open_another_port() -> None:
    assert checked_url("https://a.example:8443/", EgressPolicy(ports=frozenset({8443})))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_production_refuses_loopback(host: str, faultsource: FaultSource) -> None:
    egress = Egress("x", policy=EgressPolicy(ports=frozenset({faultsource.port})))
    with (
        egress.for_source(pause_s=0) as fetch,
        pytest.raises(Refused),
        fetch.open(faultsource.url("good", host=host)),
    ):
        pytest.fail("loopback was asked")
    assert faultsource.connections == 0


@given(st.ip_addresses(network="127.0.0.0/8"))
def test_no_loopback_address_passes_in_production(address: ipaddress.IPv4Address) -> None:
    assert why_refused(str(address), PRODUCTION)


@given(st.ip_addresses(network="127.0.0.0/8"))
def test_opened_loopback_is_one_address(address: ipaddress.IPv4Address) -> None:
    assert (why_refused(str(address), LOOPBACK) is None) == (str(address) == "127.0.0.1")


@given(st.ip_addresses())
def test_what_passes_is_global_unicast(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if why_refused(str(address), PRODUCTION) is None:
        assert address.is_global
        assert not address.is_multicast
        assert address.version == 4 or address in ipaddress.ip_network("2000::/3")


def test_a_resolver_that_hangs_does_not_hold_the_request(
    fetching: Callable[..., SourceFetch],
) -> None:
    import threading

    never = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        never.wait(5)
        return []

    fetch = fetching(resolver=hang, limits=Limits(connect_s=0.1, deadline_s=0.2, retries=0))
    with pytest.raises(FetchFailed, match="not known"), fetch.open("http://slow.test/"):
        pytest.fail("an answer without an address")
    never.set()
