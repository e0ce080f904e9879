"""Whose licence kite marks are under is the operator's to say, and made up by nobody."""

from dataclasses import replace

from starlette.testclient import TestClient

from api.app import create_app
from api.directory.about import About
from api.parts import Parts


def licence_of_awards(parts: Parts) -> str:
    with TestClient(create_app(parts)) as client:
        said: str = client.get("/rpde/awards").json()["license"]
        if said.startswith("http://testserver"):
            assert client.get(said).status_code == 200
        return said


def test_without_a_word_of_the_operator_the_feed_leads_to_the_schemes(parts: Parts) -> None:
    assert licence_of_awards(parts) == "http://testserver/v1/schemes"


def test_what_the_operator_says_stands_in_the_feed(parts: Parts) -> None:
    about = About(awards_licence="https://licence.example/marks")
    assert licence_of_awards(replace(parts, about=about)) == "https://licence.example/marks"
