"""Reading the settings, and saying which of them is wrong."""

import os

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

from commands.output import fail
from commands.parts.opened import Parts
from runtime.connecting import Purpose
from runtime.database_urls import masked
from runtime.secret_files import SecretUnreadable, check_folder
from runtime.settings import SECRET_NAMES, SECRETS, Settings


def open_parts(*, loopback: bool = False, purpose: Purpose = "working") -> Parts:
    """The parts as the environment sets them; `loopback` lets feeds of this machine be read."""
    try:
        _check_secrets()
        return Parts(Settings(), loopback=loopback, purpose=purpose)
    except SecretUnreadable as unreadable:
        fail(str(unreadable), code=2)
    except ValidationError as error:
        fail("\n".join(_wrong_setting(one) for one in error.errors()), code=2)
    except SettingsError as error:
        fail(f"{error}; see docs/settings.md", code=2)
    except OSError as error:
        fail(f"FINGERPOST_DATA_DIR cannot be used: {error}", code=2)


def _check_secrets() -> None:
    """Raises SecretUnreadable; a folder that nobody named need not be there."""
    if SECRETS.is_dir() or "FINGERPOST_SECRETS_DIR" in os.environ:
        check_folder(SECRETS, Settings.model_fields)


def _wrong_setting(one: ErrorDetails) -> str:
    name = f"FINGERPOST_{one['loc'][0]}".upper()
    said = "***" if SECRET_NAMES.search(str(one["loc"][0])) else masked(str(one["input"]))
    return f'{name} is "{said}"; {one["msg"].removeprefix("Value error, ")}'
