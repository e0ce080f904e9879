"""Our profile: its name, version and address, and the standards that it builds on.

The address is a name. An installation serves the same files below its own `/profile`, and says
so at its doors.
"""

PROFILE_NAME = "Fingerpost profile of HSDS"
PROFILE_VERSION = "1.0"
PROFILE_URI = "https://fingerpost.example/profile/1.0"
SCHEMA_URI = f"{PROFILE_URI}/schema"
HSDS_VERSION = "3.2"
ORUK_VERSION = "HSDS-UK-3.0"


def schema_id(name: str) -> str:
    """The `$id` of the published schema of an object: `schema_id("service")`."""
    return f"{SCHEMA_URI}/{name}.json"
