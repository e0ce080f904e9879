"""A database that cannot be opened: the command says what is wrong, and never the password."""

import os
from collections.abc import Iterator
from pathlib import Path
from socket import create_server, socket
from threading import Thread

import pytest

from runtime.database_urls import checked, masked
from tests.fixtures.commanding import ended
from tests.fixtures.ports import free_port

SECRET = "canary"
ASKS_PASSWORD = b"R\x00\x00\x00\x08\x00\x00\x00\x03"
FATAL = b'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "fp"\0\0'


def _refuse(listening: socket) -> None:
    """As PostgreSQL does whoever comes with a wrong password."""
    connection, _ = listening.accept()
    with connection:
        connection.recv(1024)
        connection.sendall(ASKS_PASSWORD)
        connection.recv(1024)
        connection.sendall(b"E" + (len(FATAL) + 4).to_bytes(4) + FATAL)


@pytest.fixture
def refusing() -> Iterator[int]:
    """The port of a server that takes nobody's password."""
    with create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_refuse, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


def _said(url: str, folder: Path, code: int) -> str:
    settings = {"FINGERPOST_DATABASE_URL": url, "FINGERPOST_DATA_DIR": str(folder)}
    done = ended({**os.environ, **settings}, "sources")
    assert done.returncode == code, done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://fp:{SECRET}@db.example/f", "postgresql://fp:***@db.example/f"),
        (f"fp:{SECRET}@db.example/f", "fp:***@db.example/f"),
        (f"postgresql+psycopg://fp:{SECRET}", "//fp:***"),
        (f"postgresql+psycopg://fp:{SECRET}@db.example:port/f", "fp:***@db.example:port/f"),
        (f"postgresql+psycopg://fp:a@{SECRET}@db.example/f", "fp:***@db.example/f"),
        (f"postgresql://db.example/f?password={SECRET}", "db.example/f?password=***"),
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(
    url: str, shown: str, tmp_path: Path
) -> None:
    said = _said(url, tmp_path, 2)
    assert said.startswith("FINGERPOST_DATABASE_URL is")
    assert shown in said
    assert "expected an address such as postgresql+psycopg://" in said


def test_a_host_that_nobody_knows(tmp_path: Path) -> None:
    said = _said(f"postgresql+psycopg://fp:{SECRET}@nobody.invalid/f", tmp_path, 1)
    assert "the database is not reached" in said
    assert "nobody.invalid" in said


def test_a_port_where_nothing_listens(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://fp:{SECRET}@127.0.0.1:{free_port()}/f"
    assert "refused" in _said(url, tmp_path, 1)


def test_a_wrong_password(refusing: int, tmp_path: Path) -> None:
    url = f"postgresql+psycopg://fp:{SECRET}@127.0.0.1:{refusing}/f"
    said = _said(f"{url}?sslmode=disable&gssencmode=disable", tmp_path, 1)
    assert 'password authentication failed for user "fp"' in said


def test_an_option_that_there_is_not(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://fp:{SECRET}@127.0.0.1/f?nosuch=1"
    said = _said(url, tmp_path, 2)
    assert said.startswith("FINGERPOST_DATABASE_URL cannot be used")
    assert "nosuch" in said


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("u:one@h/f?password=two@three", "u:***@h/f?password=***"),
        ("u@h/f?password=one two", "u@h/f?password=***"),
        ("u@h/f?password=one&two@three&sslmode=disable", "u@h/f?password=***&sslmode=disable"),
        ("u@h/f?sslpassword=one\ntwo", "u@h/f?sslpassword=***"),
        ("u:one/two", "u:***"),
        ("u:one?two three", "u:***"),
        ("u:one/two@three@h/f", "u:***@h/f"),
        ("u:one:two@h:5432/f", "u:***@h:5432/f"),
    ],
)
def test_no_part_of_a_password_is_shown(url: str, shown: str) -> None:
    assert masked(f"postgresql+psycopg://{url}") == f"postgresql+psycopg://{shown}"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////folder/fingerpost.sqlite3",
        "postgresql+psycopg://fp@/f?host=/run/postgresql",
        "postgresql+psycopg://fp@[::1]:5432/f",
        "postgresql+psycopg://db.example:5432/f",
    ],
)
def test_what_holds_no_password_is_shown_as_it_is(url: str) -> None:
    assert masked(checked(url)) == url
