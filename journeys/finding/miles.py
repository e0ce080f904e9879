"""Distances as people in Britain say them."""

METRES_PER_MILE = 1609.344
WHOLE_FROM = 9.95


def miles(metres: float) -> str:
    """`0.4 miles`; whole miles from ten on."""
    far = metres / METRES_PER_MILE
    if far < 0.05:
        return "less than 0.1 miles"
    number = f"{far:.0f}" if far >= WHOLE_FROM else f"{far:.1f}".removesuffix(".0")
    return f"{number} mile" if number == "1" else f"{number} miles"
