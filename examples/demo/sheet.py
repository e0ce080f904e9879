"""Voluntary Action Crossmere's spreadsheet, as its office exports it: Windows-1252, odd headers."""

import csv
import io

from examples.demo.catalogue import dirt, load
from examples.demo.entries import Entry
from examples.demo.times import spoken
from examples.demo.wording import ACCESS, LANGUAGES

ENCODING = "cp1252"
WHOLE_COUNTRY = "K02000001"
OFFERED = {
    "in_person": "Out and about",
    "at_home": "Home visits",
    "phone": "By phone",
    "online": "Online",
}
JOIN = {"self": "Just turn up / ring", "professional": "by referral", "voucher": "voucher"}
ONLY = {"": "", "women": "Women only", "men": "Men only"}
COLUMNS = (
    "Ref",
    "Group / activity",
    "Run by",
    "Charity no.",
    "Type",
    "What it’s about",
    "Venue",
    "Address",
    "Post code",
    "When",
    "Who’s it for?",
    "Ages",
    "Men / women only?",
    "Cost £",
    "How to join",
    "Tel no(s)",
    "E-mail",
    "Web",
    "Languages (not Eng.)",
    "Access",
    "How it’s done",
    "Area(s)",
    "Nationwide?",
    "Waiting list?",
    "Taking people?",
    "Personal budgets?",
    "Still running?",
    "Last checked by us",
    "Office notes",
)
Row = dict[str, str]


def rows() -> tuple[Row, ...]:
    """The rows in the order of the office: by name, and what was pasted in later at the end."""
    own = (row(entry.told_by("sheet")) for entry in load() if "sheet" in entry.where)
    pasted = (dict.fromkeys(COLUMNS, "") | each for each in dirt()["sheet"])
    return (*sorted(own, key=lambda said: said["Group / activity"].casefold()), *pasted)


def written(every: tuple[Row, ...]) -> bytes:
    """The spreadsheet as a file."""
    out = io.StringIO(newline="")
    sheet = csv.DictWriter(out, COLUMNS)
    sheet.writeheader()
    sheet.writerows(every)
    return out.getvalue().encode(ENCODING)


def row(entry: Entry) -> Row:
    """One row; the office types the times, the money and the ages as people say them."""
    return dict(
        zip(COLUMNS, (*_what(entry), *_who(entry), *_how(entry), *_state(entry)), strict=True)
    )


def _what(entry: Entry) -> tuple[str, ...]:
    at = entry.at
    return (
        entry.key,
        _curly(entry.name),
        _curly(entry.by.name),
        entry.by.charity,
        "; ".join(_curly(each) for each in entry.kind),
        _curly(entry.about),
        _curly(at.name) if at else "",
        _curly(f"{at.street}, {at.town}") if at else "",
        at.postcode if at else "",
        _curly(str(entry.odd.get("sheet", {}).get("when") or spoken(entry.times))),
    )


def _who(entry: Entry) -> tuple[str, ...]:
    return (_curly(entry.who or "Anyone"), entry.ages, ONLY[entry.only], entry.cost)


def _how(entry: Entry) -> tuple[str, ...]:
    return (
        _curly(entry.how or " or ".join(JOIN[way] for way in entry.join)),
        entry.phone or entry.by.phone,
        entry.email or entry.by.email,
        entry.url or entry.by.url,
        ", ".join(LANGUAGES[code] for code in entry.langs if code != "en"),
        ", ".join(ACCESS[each] for each in entry.at.access) if entry.at else "",
        "At the venue" if entry.at else " / ".join(OFFERED[mode] for mode in entry.offered),
        ", ".join(area.name for area in entry.area if area.code != WHOLE_COUNTRY),
        "Yes" if WHOLE_COUNTRY in {area.code for area in entry.area} else "",
    )


def _state(entry: Entry) -> tuple[str, ...]:
    return (
        entry.wait,
        {True: "Yes", False: "No", None: ""}[entry.taking],
        "Yes" if entry.budget else "",
        "No" if entry.closed else "Yes",
        entry.checked.strftime("%d/%m/%Y"),
        _curly(entry.note),
    )


def _curly(text: str) -> str:
    return text.replace("'", "’")
