"""The directory as a Human Services Data Specification API."""

from api.directory.door import door
from api.directory.faces import HSDS

router = door(HSDS)
