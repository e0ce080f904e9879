"""Which listings serve without regard to where a person is."""

from search.documents import SearchDocument

COUNTRIES = frozenset(
    ("K02000001", "K03000001", "K04000001", "E92000001", "N92000002", "S92000003", "W92000004")
)
"""The United Kingdom, Great Britain, England and Wales, and the four countries (ONS GSS codes)."""


def is_wide(document: SearchDocument) -> bool:
    """Whether the listing can serve people far from any place of its own.

    It can when it is nationwide or covers a country, when it is given online or by phone and
    either says which areas it covers or has no place at all, and when it comes to people's homes
    in areas that it names and has no place of its own; a meeting place that also has a telephone
    is not meant for the whole country.
    """
    if document.nationwide or not COUNTRIES.isdisjoint(document.areas):
        return True
    if document.areas and not document.points and "at_home" in document.access_modes:
        return True
    remote = not {"online", "phone"}.isdisjoint(document.access_modes)
    return remote and (bool(document.areas) or not document.points)
