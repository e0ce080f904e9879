"""How far the FHIR resources have followed the change log."""

from functools import partial

from directory.following import move_in, standing_in

standing = partial(standing_in, "fhir_state")
"""Where the resources stand now."""
move = partial(move_in, "fhir_state")
"""From one standing to the next, in a transaction; see `move_in`."""
