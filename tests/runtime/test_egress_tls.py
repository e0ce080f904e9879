"""Who answers must prove it, for the name that was asked and not for the address dialled."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import trustme

from runtime.egress import FetchFailed, SourceFetch, Untrusted
from tests.fakes.faultsource import FaultSource
from tests.fakes.faultsource.transport import PAGE, TRANSPORT
from tests.fixtures.faultsource import NOON, FakeResolver, Waits

Fetching = Callable[..., SourceFetch]
RESOLVER = FakeResolver({"good.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def serving() -> Iterator[Callable[[trustme.LeafCert], FaultSource]]:
    with ExitStack() as stack:

        def serve(certificate: trustme.LeafCert, **options: object) -> FaultSource:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            for name, value in options.items():
                setattr(context, name, value)
            context.set_servername_callback(_note_name)
            certificate.configure_cert(context)
            return stack.enter_context(FaultSource(TRANSPORT, tls=context))

        yield serve


NAMES: list[str | None] = []


def _note_name(_: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> None:
    NAMES.append(name)


def _failure(fetch: SourceFetch, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught, fetch.open(url):
        pytest.fail("an answer came from somebody unproven")
    return caught.value


def test_the_name_is_sent_and_proved_and_the_checked_address_dialled(
    authority: trustme.CA,
    trust: ssl.SSLContext,
    serving: Callable[..., FaultSource],
    fetching: Fetching,
) -> None:
    NAMES.clear()
    source = serving(authority.issue_cert("good.test"))
    with fetching(resolver=RESOLVER, trust=trust).open(
        source.url("good", host="good.test")
    ) as body:
        assert b"".join(body.chunks()) == PAGE
    assert NAMES == ["good.test"]
    assert source.requests[0].headers["host"] == f"good.test:{source.port}"


def test_a_certificate_for_another_name(
    authority: trustme.CA,
    trust: ssl.SSLContext,
    serving: Callable[..., FaultSource],
    fetching: Fetching,
    waits: Waits,
) -> None:
    source = serving(authority.issue_cert("good.test"))
    failure = _failure(
        fetching(resolver=RESOLVER, trust=trust), source.url("good", host="other.test")
    )
    assert (type(failure), waits.seconds, source.requests) == (Untrusted, [], [])


def test_a_certificate_that_has_run_out(
    authority: trustme.CA,
    trust: ssl.SSLContext,
    serving: Callable[..., FaultSource],
    fetching: Fetching,
) -> None:
    old = authority.issue_cert("good.test", not_after=NOON.replace(year=2024))
    failure = _failure(
        fetching(resolver=RESOLVER, trust=trust), serving(old).url("good", host="good.test")
    )
    assert isinstance(failure, Untrusted)
    assert "expired" in failure.detail


def test_a_certificate_of_an_unknown_authority(
    serving: Callable[..., FaultSource], trust: ssl.SSLContext, fetching: Fetching
) -> None:
    source = serving(trustme.CA().issue_cert("good.test"))
    for parts in ({"trust": trust}, {}):
        failure = _failure(
            fetching(resolver=RESOLVER, **parts), source.url("good", host="good.test")
        )
        assert isinstance(failure, Untrusted)
    assert source.requests == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_version_of_tls(
    authority: trustme.CA,
    trust: ssl.SSLContext,
    serving: Callable[..., FaultSource],
    fetching: Fetching,
) -> None:
    source = serving(
        authority.issue_cert("good.test"),
        minimum_version=ssl.TLSVersion.TLSv1,
        maximum_version=ssl.TLSVersion.TLSv1_1,
    )
    failure = _failure(
        fetching(resolver=RESOLVER, trust=trust), source.url("good", host="good.test")
    )
    assert isinstance(failure, Untrusted)
