"""Whether the entries of a file fit together, the schemes at hand and the directory."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from directory.awards.files import Fault
from directory.awards.grants import Award, AwardsFile
from directory.awards.schemes import Scheme
from directory.awards.subjects import Bound, NoSuchSubject, bind, named
from directory.tables.awards import AWARD, SCHEME
from schema.identifiers import child_id

Schemes = Mapping[tuple[str, str], Scheme]
Faults = list[Fault | str]


@dataclass(frozen=True, slots=True)
class CheckedAward:
    award: Award
    scheme: Scheme
    bound: Bound
    id: str


def last_day_of(first: date, months: int) -> date:
    """The last of `months` months that begin with the day `first`."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)


def check_schemes(
    connection: Connection, file: AwardsFile, faults: Faults
) -> tuple[Schemes, list[Scheme]]:
    known = {
        (row.id, row.version): Scheme.model_validate(row.document)
        for row in connection.execute(select(SCHEME))
    }
    versions = select(AWARD.c.scheme_id, AWARD.c.scheme_version).distinct()
    used = {(row.scheme_id, row.scheme_version) for row in connection.execute(versions)}
    given: dict[tuple[str, str], Scheme] = {}
    for number, scheme in enumerate(file.scheme, 1):
        name = (scheme.id, scheme.version)
        if name in given:
            faults.append(
                f"scheme {number}: {scheme.id} {scheme.version} stands twice; expected once"
            )
        elif name in used and known[name] != scheme:
            faults.append(
                f"scheme {number}: {scheme.id} {scheme.version} is loaded, says something else and "
                "has awards; expected a new version, so that what was granted stays what it was"
            )
        given[name] = scheme
    return known | given, [one for name, one in given.items() if known.get(name) != one]


def check_awards(
    connection: Connection, file: AwardsFile, schemes: Schemes, faults: Faults
) -> list[CheckedAward]:
    entries: dict[str, CheckedAward] = {}
    for number, award in enumerate(file.award, 1):
        place = f"award {number}"
        scheme = schemes.get((award.scheme, award.version))
        problem = _misfit(award, scheme, schemes, place)
        if scheme is None or problem:
            faults.append(problem or place)
            continue
        award_id = _id(award)
        if award_id in entries:
            faults.append(
                f"{place}: this subject has another award of {award.scheme} from "
                f"{award.valid_from} in this file; expected one"
            )
        try:
            bound = _as_loaded(connection, award_id) or bind(connection, award.subject)
            entries[award_id] = CheckedAward(award, scheme, bound, award_id)
        except NoSuchSubject as error:
            faults.append(f"{place}, subject: {error}")
    return list(entries.values())


def _as_loaded(connection: Connection, award_id: str) -> Bound | None:
    """The subject of an award that was loaded before, whatever has become of it since."""
    columns = (AWARD.c.subject_kind, AWARD.c.subject, AWARD.c.listing_id)
    row = connection.execute(select(*columns).where(AWARD.c.id == award_id)).one_or_none()
    return Bound(*row) if row else None


def _misfit(award: Award, scheme: Scheme | None, schemes: Schemes, place: str) -> Fault | None:
    """Why the award does not fit the scheme that it names."""
    if scheme is None:
        known = ", ".join(sorted(" ".join(name) for name in schemes)) or "a [[scheme]] entry"
        named = f'"{award.scheme}" version "{award.version}", which is not known'
        return Fault(f"{place}, scheme", named, f"one of: {known}")
    level = scheme.find_level(award.level)
    if level is None:
        codes = ", ".join(one.code for one in scheme.level)
        return Fault(f"{place}, level", f'"{award.level}"', f"one of {codes}")
    latest = last_day_of(award.valid_from, level.validity_months)
    if award.valid_until > latest:
        expected = (
            f"{latest} at the latest, since {level.name} lasts {level.validity_months} months"
        )
        return Fault(f"{place}, valid_until", str(award.valid_until), expected)
    return None


def _id(award: Award) -> str:
    kind, name = named(award.subject)
    natural = f"{kind}\x1f{name}\x1f{award.valid_from}"
    return str(child_id(f"scheme:{award.scheme}", "award", natural))
