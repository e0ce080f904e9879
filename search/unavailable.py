"""Why a search engine cannot answer or write now."""


class SearchUnavailable(Exception):
    """The engine cannot answer or write now; the database still can."""


class IndexLost(SearchUnavailable):
    """The index is missing, damaged or of another shape: it has to be rebuilt."""


class KeyRefused(SearchUnavailable):
    """The engine does not know our key: nothing will be found until somebody puts another there."""


class IndexBusy(SearchUnavailable):
    """Another process is writing to this index; this one may search, not write."""


class IndexMoved(IndexBusy):
    """Somebody else has written since the position was asked for; whoever asks again may write."""

    def __init__(self) -> None:
        super().__init__("somebody else wrote meanwhile; ask for the position again")
