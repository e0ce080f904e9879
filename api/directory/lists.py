"""The lists of the doors: which parameters each takes, and how it is put together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from api.directory import documented as shown
from api.directory.asking import sought
from api.directory.parameters import (
    FoundByTerm,
    ListAsked,
    OrganizationsAsked,
    ServicesAsked,
    TermsAsked,
)
from api.parts import Parts
from directory.catalogue.asking import Wanted
from journeys.browsing.lists import Changes, Listed, Paged, PartsOf, Services
from journeys.browsing.shapes import Shape, as_stored, shortened, then, with_service, with_services
from journeys.browsing.wanted import stems, wanted


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list: `make` joins the parameters to what is read, `tells_where` guards a place."""

    name: str
    asked: type[ListAsked]
    page: type[BaseModel]
    meaning: str
    make: Callable[[Any, Parts], Listed]
    minimal: Callable[[Any, Parts], Changes] | None = None

    def tells_where(self, asked: ListAsked) -> bool:
        """Whether a place stands in the parameters."""
        return isinstance(asked, ServicesAsked) and sought(asked).tells_where


def _want(asked: FoundByTerm, parts: Parts) -> Wanted:
    return wanted(sought(asked), parts.catalogue, parts.gazetteer, parts.clock.today())


def _services(asked: ServicesAsked, parts: Parts) -> Listed:
    want = _want(asked, parts)
    return Services(parts.catalogue, want, as_stored if asked.full else shortened)


def _ties(asked: ServicesAsked, parts: Parts) -> Listed:
    want = _want(asked, parts)
    whole = with_service(parts.documents)
    shape = whole if asked.full else then(shortened, whole)
    return PartsOf(parts.catalogue, "service_at_location", want, shape)


def _organizations(asked: OrganizationsAsked, parts: Parts) -> Listed:
    want = _want(asked, parts)
    shape: Shape = as_stored if asked.full else shortened
    if asked.full_service:
        shape = then(shape, with_services(parts.catalogue))
    return PartsOf(parts.catalogue, "organization", want, shape)


def _taxonomies(asked: ListAsked, parts: Parts) -> Listed:
    words = stems(asked.search)
    return Paged(lambda page, per_page: parts.catalogue.taxonomies(words, page, per_page))


def _terms(asked: TermsAsked, parts: Parts) -> Listed:
    words = stems(asked.search)
    return Paged(
        lambda page, per_page: parts.catalogue.terms(
            taxonomy=asked.taxonomy_id,
            parent=asked.parent_id,
            top_only=asked.top_only,
            words=words,
            page=page,
            per_page=per_page,
        )
    )


def _changes(kind: str) -> Callable[[ServicesAsked, Parts], Changes]:
    def make(asked: ServicesAsked, parts: Parts) -> Changes:
        want = _want(asked, parts)
        return Changes(parts.catalogue, kind, want)

    return make


LISTS = (
    ListOf(
        "services",
        ServicesAsked,
        shown.ServicePage,
        "Services, in the order of their ids; all filters that are given must hold.",
        _services,
        _changes("service"),
    ),
    ListOf(
        "service_at_locations",
        ServicesAsked,
        shown.ServiceAtLocationPage,
        "Services in their places, in the order of their ids, each with its service in short.",
        _ties,
        _changes("service_at_location"),
    ),
    ListOf(
        "organizations",
        OrganizationsAsked,
        shown.OrganizationPage,
        "Organizations that give published services, in the order of their ids.",
        _organizations,
    ),
    ListOf(
        "taxonomies",
        ListAsked,
        shown.TaxonomyPage,
        "Taxonomies: our own, and those of the sources.",
        _taxonomies,
    ),
    ListOf(
        "taxonomy_terms",
        TermsAsked,
        shown.TaxonomyTermPage,
        "Terms of taxonomies, of all or of one, from the top or below a term.",
        _terms,
    ),
)
