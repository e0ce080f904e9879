"""How far the catalogue is behind the change log, and how far a rebuilding has come."""

from functools import partial
from hashlib import blake2b

from directory.following import move_in, standing_in
from schema.encoding import encode
from schema.terms import our_taxonomies

SHAPE = 4
"""Counts up when what is kept of a service changes, so that all of it is read anew."""


def shape() -> str:
    """What this version keeps, our own vocabulary included; another shape is rebuilt."""
    said = b"".join(map(encode, our_taxonomies()))
    return f"{SHAPE}-{blake2b(said, digest_size=8).hexdigest()}"


standing = partial(standing_in, "catalogue_state")
"""Where the catalogue stands now."""
move = partial(move_in, "catalogue_state")
"""From one standing to the next, in a transaction; see `move_in`."""
