"""Kinds of arrays that tell of listings, or of words."""

from typing import Any

import numpy as np
import numpy.typing as npt

Entries = npt.NDArray[np.uint32]
"""Places, or places with bits of their own."""

Bytes = npt.NDArray[np.uint8]
Truths = npt.NDArray[np.bool_]
Limits = npt.NDArray[np.int32]
"""What listings say of one of LIMITS; see `marks.limit_kept`."""

Codes = npt.NDArray[np.uint16]
"""What listings say of a word, as `evidence` writes it."""

Small = npt.NDArray[np.unsignedinteger[Any]]
"""Numbers in as few bytes as hold the greatest."""
