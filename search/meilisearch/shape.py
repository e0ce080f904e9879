"""The fields of a listing in Meilisearch, and the settings of an index."""

from collections.abc import Mapping
from typing import Any

from search.limits import LIMITS
from search.parts import PARTS
from search.values import PLAIN

SHAPE = 4
"""Raised whenever documents or settings change their form: another shape counts as lost."""

ID, KEY, FLAGS = "id", "key", "flags"
WORDS, TITLE = "words", "title"
FACT = "fact"
FINGER = "finger"
"""What only a listing that says just this has: facts that were read are known by it."""

LAT, LON = "lat", "lon"
AT = "at"
"""The change number up to which the index was when a listing was written or taken out."""

LISTING, META, GONE = "listing", "meta", "gone"
"""A listing, the note of the index, or what is left of a listing that was taken out."""

META_ID = "_meta"
MOST_FACTS = 3_000
"""So many listings are fetched and counted one by one; of more, counts are estimates."""

DEGREES = 3
"""Places are filtered by their degrees with so many decimals, which keeps ranges short; the exact
places stand in the facts and decide."""

MOST_TOTAL = 100_000_000

_WORDS_ALONE = {"facetSearch": False, "filter": {"equality": True, "comparison": False}}
_NUMBERS = {"facetSearch": False, "filter": {"equality": True, "comparison": True}}

SETTINGS: Mapping[str, Any] = {
    "searchableAttributes": [TITLE, WORDS],
    "displayedAttributes": [FACT, FINGER, WORDS],
    "filterableAttributes": [
        {
            "attributePatterns": [ID, FLAGS, *PARTS, *PLAIN, FACT, FINGER, TITLE],
            "features": _WORDS_ALONE,
        },
        {
            "attributePatterns": [LAT, LON, AT, *LIMITS],
            "features": _NUMBERS,
        },
    ],
    "sortableAttributes": [KEY],
    "rankingRules": ["sort", "words", "typo", "exactness"],
    "typoTolerance": {
        "enabled": True,
        "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
        "disableOnNumbers": True,
    },
    "stopWords": [],
    "synonyms": {},
    "proximityPrecision": "byAttribute",
    "facetSearch": False,
    "faceting": {"maxValuesPerFacet": MOST_FACTS, "sortFacetValuesBy": {"*": "alpha"}},
    "pagination": {"maxTotalHits": MOST_TOTAL},
    "searchCutoffMs": 900,
}
"""Words, synonyms, stop words and places are decided in `search/`; what is not needed is off.

Values of facets by the alphabet: by their number, a facet with as many values as there are
listings, as facts are, costs milliseconds for a single listing.
"""
