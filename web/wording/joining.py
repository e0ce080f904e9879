"""How one comes to a service, and whether it still takes people."""

from schema.service import Service
from web.wording.dates import in_words

WAYS = {
    "self": "You can refer yourself",
    "professional": "Through a professional, such as a GP or link worker",
    "voucher": "With a voucher",
}
WAYS_SHORT = {
    "self": "Refer yourself",
    "professional": "Through a professional",
    "voucher": "With a voucher",
}


def how_to_join(service: Service) -> list[str]:
    """Through whom, and what is said of it."""
    ways = [WAYS[way] for way in service.joining]
    return [*ways, *([service.application_process] if service.application_process else [])]


def room_left(service: Service) -> list[str]:
    """Whether it takes new people, how long one waits, and when that was said."""
    said = []
    if service.taking_referrals is not None:
        said.append(
            "Taking new people" if service.taking_referrals else "Not taking new people now"
        )
    if service.waiting_time:
        said.append(f"Waiting time: {service.waiting_time}")
    if said and service.availability_stated_on:
        said[-1] += f" (stated on {in_words(service.availability_stated_on)})"
    return said
