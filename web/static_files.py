"""The style sheet and the sign, read once and addressed by what they hold."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

FOLDER = Path(__file__).with_name("static")
KINDS: Mapping[str, str] = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def contents() -> Mapping[str, bytes]:
    """Every file of the folder, by name."""
    return {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.suffix in KINDS}


@cache
def address_of(name: str) -> str:
    """The address of a file; another one whenever its content changes."""
    return f"/static/{name}?v={blake2b(contents()[name], digest_size=6).hexdigest()}"
