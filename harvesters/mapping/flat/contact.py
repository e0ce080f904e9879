"""How one reaches the service of a flat record: web pages, e-mail, telephone."""

from harvesters.cleaning.emails import clean_emails
from harvesters.cleaning.phone_number import Phone
from harvesters.cleaning.phones import clean_phones
from harvesters.cleaning.urls import clean_urls
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.phones import phone_objects
from harvesters.mapping.said import Said

CONTACT = frozenset({"url", "email", "phone"})


def map_contact(said: Said, draft: Draft) -> None:
    """The first page and address are the service's; further ones stand beside them."""
    first, *more = draft.take(clean_urls(said.every("url"), "url")) or (None,)
    draft.put("url", first)
    draft.put("additional_urls", [{"id": draft.child("url", str(url)), "url": url} for url in more])
    _map_emails(said, draft)
    numbers: dict[str, Phone] = {}
    for cell in said.every("phone"):
        for phone in draft.take(clean_phones(cell, "phones")) or ():
            numbers.setdefault(phone.dialled, phone)
    draft.put("phones", phone_objects(draft.service_id, numbers.values()))


def _map_emails(said: Said, draft: Draft) -> None:
    cells = (draft.take(clean_emails(cell, "email")) or () for cell in said.every("email"))
    addresses = list(dict.fromkeys(address for cell in cells for address in cell))
    draft.put("email", addresses[0] if addresses else None)
    contacts = [
        {"id": draft.child("contact", address), "email": address} for address in addresses[1:]
    ]
    draft.put("contacts", contacts)
