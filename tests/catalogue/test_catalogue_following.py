"""The catalogue follows the change log: again, at once with others, after a restore, broken off."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from directory.catalogue import standing, writing
from directory.catalogue.asking import EVERYTHING, Shelved
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys import catalogue as following
from journeys.catalogue import catch_up, rebuild
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, our_taxonomies, taxonomy_id, term_id
from tests.catalogue.made_up_services import COLOURS, body, id_of, service, services
from tests.catalogue.plain_reading import ids, wanted_ids
from tests.fakes.published import publish
from tests.fixtures.tables import dump


@pytest.fixture
def reading(database: Database, clock: FrozenClock) -> Reading:
    return Reading(database, clock)


@pytest.fixture
def catalogue(database: Database, clock: FrozenClock) -> Catalogue:
    return Catalogue(database, clock)


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 7)


def kept(database: Database) -> dict[str, Any]:
    """Everything of the catalogue but what differs from one filling to the next."""
    tables = {name: rows for name, rows in dump(database).items() if name.startswith("catalogue_")}
    names = {row["number"]: row["id"] for row in tables["catalogue_service"]}
    terms = {row["number"]: row["id"] for row in tables["catalogue_term"]}
    found: dict[str, Any] = {}
    for name, rows in tables.items():
        for row in rows:
            row.pop("position", None)
            row.pop("number", None)
            if "service" in row:
                row["service"] = names[row["service"]]
            if "term" in row:
                row["term"] = terms[row["term"]]
        found[name] = sorted(map(repr, rows))
    return found


def test_taking_changes_in_again_changes_nothing(
    database: Database, reading: Reading, few_at_once: None
) -> None:
    publish(database, map(body, services(seed=3, size=30)))
    catch_up(reading, database)
    before = kept(database)
    assert catch_up(reading, database) == 0
    with database.writing() as connection:
        connection.execute(text("UPDATE catalogue_state SET position = 1"))
    assert catch_up(reading, database) == 29
    assert kept(database) == before


def test_following_ends_where_reading_anew_ends(
    database: Database, reading: Reading, few_at_once: None
) -> None:
    random = Random(4)
    said = services(seed=4, size=30)
    publish(database, map(body, said))
    catch_up(reading, database)
    for _ in range(6):
        changed = [service(random, random.randrange(40)) for _ in range(5)]
        latest = {one["id"]: one for one in changed}
        gone = {one["id"] for one in random.sample(said, 2)} - latest.keys()
        publish(database, map(body, latest.values()), sorted(gone))
        catch_up(reading, database)
    followed = kept(database)
    assert rebuild(reading, database) == reading.total()
    anew = kept(database)
    for name in ("catalogue_words", "catalogue_session", "catalogue_carried", "catalogue_part"):
        assert anew[name] == followed[name], name


def test_several_processes_at_once_take_each_change_once(
    database: Database, reading: Reading, clock: FrozenClock, few_at_once: None
) -> None:
    said = services(seed=5, size=60)
    publish(database, map(body, said))
    others = [Database(database.url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda other: catch_up(Reading(other, clock), other), others))
        publish(database, map(body, services(seed=6, size=40, first=40)))
        list(pool.map(lambda other: catch_up(Reading(other, clock), other), others))
    alone = kept(database)
    rebuild(reading, database)
    assert kept(database)["catalogue_words"] == alone["catalogue_words"]
    assert len(alone["catalogue_service"]) == 80
    for other in others:
        other.close()


def test_a_database_from_an_older_copy_is_read_anew(
    database: Database, reading: Reading, catalogue: Catalogue
) -> None:
    said = services(seed=7, size=20)
    publish(database, map(body, said))
    catch_up(reading, database)
    with database.writing() as connection:
        gone = {"id": said[0]["id"]}
        connection.execute(text("DELETE FROM document WHERE id = :id"), gone)
        connection.execute(text("UPDATE change_counter SET number = 12"))
    assert catch_up(reading, database) == 19
    assert catalogue.position() == 12
    assert ids(catalogue.walk(EVERYTHING)) == wanted_ids("service", said[1:], EVERYTHING)
    organizations = wanted_ids("organization", said[1:], EVERYTHING)
    assert ids(catalogue.walk_parts("organization", EVERYTHING)) == organizations


def test_another_shape_is_read_anew(
    database: Database, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database, map(body, services(seed=8, size=10)))
    catch_up(reading, database)
    monkeypatch.setattr(standing, "SHAPE", 99)
    assert catch_up(reading, database) == 10
    assert catch_up(reading, database) == 0


def test_a_rebuilding_that_was_broken_off_is_carried_on(
    database: Database, reading: Reading, few_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database, map(body, services(seed=9, size=30)))
    steps = iter(range(2))
    write = writing.Writer.write

    def broken_off(self: writing.Writer, *given: Any) -> bool:
        if next(steps, None) is None:
            raise KeyboardInterrupt
        return write(self, *given)

    monkeypatch.setattr(writing.Writer, "write", broken_off)
    with pytest.raises(KeyboardInterrupt):
        catch_up(reading, database)
    monkeypatch.undo()
    monkeypatch.setattr(following, "BATCH", 7)
    assert catch_up(reading, database) == 30 - 14


def test_what_has_gone_is_known_to_have_gone(
    database: Database, reading: Reading, catalogue: Catalogue
) -> None:
    said = services(seed=10, size=30)
    last = next(one for one in said if one["service_at_locations"])
    tie = last["service_at_locations"][0]
    publish(database, map(body, said))
    catch_up(reading, database)
    published = catalogue.part("service_at_location", tie["id"])
    assert published is not None
    assert (published.state, published.service_ids) == ("published", (last["id"],))
    publish(database, [], merged={last["id"]: said[1]["id"]})
    for _ in range(2):
        part = catalogue.part("service_at_location", tie["id"])
        assert part is not None
        assert (part.state, part.successor) == ("gone", said[1]["id"])
        catch_up(reading, database)
    assert catalogue.part("service_at_location", id_of("service_at_location", 9_999)) is None
    rebuild(reading, database)
    gone = catalogue.part("service_at_location", tie["id"])
    assert gone is not None
    assert gone.state == "gone"


def test_what_had_gone_comes_back(
    database: Database, reading: Reading, catalogue: Catalogue
) -> None:
    said = services(seed=12, size=20)
    back = next(one for one in said if one["service_at_locations"])
    tie = back["service_at_locations"][0]["id"]
    publish(database, map(body, said))
    catch_up(reading, database)
    before = kept(database)
    publish(database, [], [back["id"]])
    catch_up(reading, database)
    publish(database, [body(back)])
    catch_up(reading, database)
    found = catalogue.part("service_at_location", tie)
    assert found is not None
    assert found.state == "published"
    after = kept(database)
    for name in ("catalogue_part", "catalogue_service", "catalogue_words", "catalogue_session"):
        assert after[name] == before[name], name


def test_taxonomies_and_terms(database: Database, reading: Reading, catalogue: Catalogue) -> None:
    said = services(seed=11, size=40)
    publish(database, map(body, said))
    catch_up(reading, database)
    ours = {str(taxonomy_id(name)) for name in (CATEGORIES_TAXONOMY, NEEDS_TAXONOMY)}
    assert set(ids(catalogue.taxonomies((), 1, 10).bodies)) == ours | {COLOURS["id"]}
    colours = catalogue.terms(taxonomy=COLOURS["id"], per_page=3)
    assert (len(colours.bodies), colours.total) == (3, 4)
    top = id_of("term", 0)
    assert ids(catalogue.terms(taxonomy=COLOURS["id"], top_only=True).bodies) == [top]
    below = {id_of("term", number) for number in (1, 2, 3)}
    assert set(ids(catalogue.terms(parent=top).bodies)) == below
    assert set(catalogue.branch(top)) == below | {top}
    assert catalogue.branch("unknown") == ("unknown",)
    assert ids(catalogue.terms(words=("colour", "2")).bodies) == [id_of("term", 2)]
    pharmacy = str(term_id(CATEGORIES_TAXONOMY, "pharmacy"))
    assert ids(catalogue.terms(words=("dispensari",)).bodies) == [pharmacy]
    every = catalogue.terms(per_page=1)
    assert every.total == 4 + sum(len(one.taxonomy_terms) for one in our_taxonomies())
    publish(database, [], [one["id"] for one in said])
    assert set(ids(catalogue.taxonomies((), 1, 10).bodies)) == ours
    for _ in range(2):
        assert catalogue.term(top) == Shelved("gone")
        assert catalogue.taxonomy(COLOURS["id"]) == Shelved("gone")
        assert catalogue.terms(taxonomy=COLOURS["id"]).total == 0
        rebuild(reading, database)
    assert catalogue.term(id_of("term", 99)) is None
