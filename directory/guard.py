"""How many listings a source may take away at once without an operator's word."""

SHARE_PERCENT = 10


def free_deletions(live: int) -> int:
    """Deletions that need nobody's word, of `live` records of a source: max(1, 10 %)."""
    return max(1, live * SHARE_PERCENT // 100)


def may_delete(missing: int, live: int, read: int, accepted: int) -> bool:
    """Whether `missing` of `live` records may go after a complete run that read `read` records.

    `accepted` is the operator's ceiling. An empty read never deletes, whoever says so.
    """
    return read > 0 and missing <= max(free_deletions(live), accepted)
