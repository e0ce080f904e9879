"""Whom a service is for."""

from schema.service import Service

OPEN_FROM = 120
FEW_AGES = {"women": "Women only", "men": "Men only"}


def ages(service: Service) -> str | None:
    """`Aged 18 to 25`, `Aged 65 and over`; None when no age is stated or all are welcome."""
    low = f"{service.minimum_age:g}" if service.minimum_age else None
    high = service.maximum_age
    high_said = f"{high:g}" if high is not None and high < OPEN_FROM else None
    if low and high_said:
        return f"Aged {low}" if low == high_said else f"Aged {low} to {high_said}"
    if low:
        return f"Aged {low} and over"
    return f"Aged up to {high_said}" if high_said else None


def who_for(service: Service) -> list[str]:
    """Ages, women or men only, and what is said of eligibility."""
    gender = FEW_AGES.get(service.gender_only or "")
    said = [gender, ages(service), service.eligibility_description]
    return [one for one in said if one]
