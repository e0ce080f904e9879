"""Settings that stand in files of their own, and what to do where one cannot be read."""

import os
from collections.abc import Iterable
from pathlib import Path

PREFIX = "fingerpost_"


class SecretUnreadable(Exception):
    """Which setting, which file, what is wrong with it, and what to do."""


def read_secret(setting: str, file: Path) -> str:
    """The text in the file, without the space around it. Raises SecretUnreadable."""
    try:
        return file.read_text("utf-8").strip()
    except FileNotFoundError:
        wrong = f"which is not there: write the file, or leave {setting} out"
    except IsADirectoryError:
        wrong = "which is a folder: put the file in its place"
    except PermissionError:
        uid = os.geteuid()
        wrong = f"which user {uid} may not read: chown {uid} {file}, or run as its owner"
    except UnicodeDecodeError:
        wrong = "which is not text in UTF-8: write the file anew"
    except OSError as error:
        wrong = f"which cannot be read ({error.strerror}): write the file anew"
    raise SecretUnreadable(f"{setting} is in {file}, {wrong}")


def check_folder(folder: Path, names: Iterable[str]) -> None:
    """Read the files of the settings of these names. Raises SecretUnreadable."""
    ours = {f"{PREFIX}{name}" for name in names}
    try:
        there = sorted(os.listdir(folder))
    except OSError as error:
        said = f"FINGERPOST_SECRETS_DIR is {folder}; expected a folder that can be read"
        raise SecretUnreadable(f"{said} ({error.strerror})") from None
    for name in there:
        if name.lower() in ours:
            read_secret(name.upper(), folder / name)
