"""What each button of the search page changes in the form before it is read."""

from web.asking.filters import ACCESS_MODE, BY_FIELD
from web.posted import Posted

EVERY_WORD = "words"
FROM_ANYWHERE = "anywhere"


def pressed(posted: Posted) -> Posted:
    """The form as the button that was pressed leaves it; all but paging begins at the start."""
    if posted.line("next"):
        return posted.having("trail", *posted.all("trail"), posted.line("next"))
    if posted.line("back"):
        return posted.having("trail", *posted.all("trail")[:-1])
    posted = _removed(posted.without("trail"))
    posted = _dropped(posted)
    if posted.line("reach") == FROM_ANYWHERE:
        posted = posted.without("near").having(ACCESS_MODE.name, "phone", "online")
    if posted.line("farther"):
        posted = posted.having("within", posted.line("farther"))
    return posted.having("near", posted.lines("place")) if posted.line("place") else posted


def _removed(posted: Posted) -> Posted:
    """`remove=need:debt` takes one tick away, `remove=all` every one."""
    name, _, value = posted.line("remove").partition(":")
    if name == "all":
        return _without(posted.without("reach"), *BY_FIELD)
    return posted.without(name, value or None) if name else posted


def _dropped(posted: Posted) -> Posted:
    """`drop=needs,age` takes away whole filters, by the names that questions have for them."""
    return _without(posted, *posted.line("drop").split(","))


def _without(posted: Posted, *fields: str) -> Posted:
    for name in fields:
        if name == EVERY_WORD:
            posted = posted.without("q")
        elif name in BY_FIELD:
            posted = posted.without(BY_FIELD[name].name)
    return posted
