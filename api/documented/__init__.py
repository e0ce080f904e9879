"""The shapes of answers, for the API's description; the answers themselves are bytes.

A test proves that what is answered fits these shapes, with nothing left over.
"""

from api.documented.answered import Answered
from api.documented.health import DependencyState, Health, Readiness
from api.documented.listings import FieldOrigin, ListingAnswer, NextSession, ProvenanceAnswer
from api.documented.places import PlaceToChoose, PlaceUnderstood, Serves
from api.documented.problems import ProblemAnswer, ProblemFault, ProblemKind, ProblemKinds
from api.documented.search import (
    FacetCount,
    FoundListings,
    Loosen,
    Matched,
    Result,
    SearchAnswer,
    SimilarAnswer,
    UrgentHelp,
)
from api.documented.sources import RunReport, SourceReport, SourcesAnswer
from api.documented.suggest import NamedListing, NamedTerm, SuggestAnswer

__all__ = [
    "Answered",
    "DependencyState",
    "FacetCount",
    "FieldOrigin",
    "FoundListings",
    "Health",
    "ListingAnswer",
    "Loosen",
    "Matched",
    "NamedListing",
    "NamedTerm",
    "NextSession",
    "PlaceToChoose",
    "PlaceUnderstood",
    "ProblemAnswer",
    "ProblemFault",
    "ProblemKind",
    "ProblemKinds",
    "ProvenanceAnswer",
    "Readiness",
    "Result",
    "RunReport",
    "SearchAnswer",
    "Serves",
    "SimilarAnswer",
    "SourceReport",
    "SourcesAnswer",
    "SuggestAnswer",
    "UrgentHelp",
]
