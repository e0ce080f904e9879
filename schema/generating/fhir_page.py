"""The page on how the standard becomes FHIR: every element, made of what, or why not."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

MAPPING = Path(__file__).resolve().parents[1] / "fhir" / "mapping.toml"
HEAD = """# How a listing becomes FHIR R4

<!-- Written by `make generate` from schema/fhir/mapping.toml; change that instead. -->

Each element of HealthcareService, Organization and Location that the Human Services Directory
guide maps from HSDS 2.0.1, and those that HSDS 3 adds: what it is made of here, or why it is not
made. The code is in `schema/fhir/`. Where a value is missing, so is its element.
"""
UK_CORE = """
## UK Core

Organization and Location are always of UKCore-Organization and UKCore-Location.
HealthcareService is of UKCore-HealthcareService unless a language is known by words alone, since
UK Core requires its code. `specialty` is never stated. An ODS code stands under NHS England's
system where a source gives one.
"""


def decisions() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By kind of resource and element: `from` what it is made, or why it is `refused`."""
    return tomllib.loads(MAPPING.read_text("utf-8"))


def fhir_page() -> str:
    """The page in Markdown."""
    lines = [HEAD]
    for kind, elements in decisions().items():
        made = sum("from" in one for one in elements.values())
        lines += [f"## {kind}", "", f"{made} made, {len(elements) - made} refused.", ""]
        lines += ["| Element | Made of | Refused, because |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {one.get('from', '')} | {one.get('refused', '')} |"
            for name, one in elements.items()
        ]
        lines.append("")
    return "\n".join(lines) + UK_CORE
