"""Phones, e-mail and web addresses, and which of them may be links."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from schema.phone import Phone
from schema.service import Service

WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f\"'<>\\]+", re.IGNORECASE)
NUMBER = re.compile(r"\+?[0-9][0-9 ]+")
NOT_DIALLED = re.compile(r"[^0-9+]")
PROTOCOL = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """`href` is None where the text cannot safely be followed."""

    text: str
    href: str | None
    note: str | None = None


def web_link(address: str | None, text: str | None = None) -> Link | None:
    """A link out; only http and https are followed."""
    if not address:
        return None
    href = address if WEB.fullmatch(address) else None
    return Link(text or PROTOCOL.sub("", address).rstrip("/"), href)


def number_link(contact: str) -> Link:
    """A number alone can be tapped; other words, such as how to text, are told."""
    dialled = NOT_DIALLED.sub("", contact)
    return Link(contact, f"tel:{dialled}" if NUMBER.fullmatch(contact) else None)


def email_link(address: str) -> Link:
    return Link(address, f"mailto:{quote(address, safe='@')}")


def phone_link(phone: Phone) -> Link:
    """A number that can be tapped; its extension is told, since it cannot be dialled everywhere."""
    dialled = NOT_DIALLED.sub("", phone.number)
    extension = f" extension {phone.extension:g}" if phone.extension is not None else ""
    note = ", ".join(part for part in (_kind(phone), phone.description) if part)
    return Link(phone.number + extension, f"tel:{dialled}" if dialled else None, note or None)


def phones(service: Service) -> list[Link]:
    """Those of the service, at its places and of its contacts; else those of the organisation."""
    ties = service.service_at_locations
    places = [tie.location for tie in ties if tie.location]
    contacts = [*service.contacts, *(one for tie in ties for one in tie.contacts)]
    held = [service.phones, *(tie.phones for tie in ties), *(place.phones for place in places)]
    held += [contact.phones for contact in contacts]
    own = [phone for some in held for phone in some]
    behind = service.organization.phones if service.organization else []
    links = (phone_link(phone) for phone in own or behind)
    return list({link.href or link.text: link for link in links}.values())


def emails(service: Service) -> list[Link]:
    """Those of the service and its contacts; else that of the organisation."""
    own = [service.email, *(contact.email for contact in service.contacts)]
    behind = [service.organization.email] if service.organization else []
    addresses = [one for one in own if one] or [one for one in behind if one]
    return [email_link(one) for one in dict.fromkeys(addresses)]


def websites(service: Service) -> list[Link]:
    """Pages of the service; else that of the organisation."""
    own = [service.url, *(one.url for one in service.additional_urls)]
    behind = [service.organization.website] if service.organization else []
    addresses = [one for one in own if one] or [one for one in behind if one]
    return [link for one in dict.fromkeys(addresses) if (link := web_link(one))]


def _kind(phone: Phone) -> str | None:
    kinds = {"text": "text messages", "fax": "fax", "textphone": "textphone", "video": "video"}
    return kinds.get(phone.type or "")
