"""The directory as an Open Referral UK API."""

from api.directory.door import door
from api.directory.faces import ORUK

router = door(ORUK)
