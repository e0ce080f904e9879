"""Secrets that are shown once: 256 bits each, kept only as their SHA-256."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

EDIT_PREFIX = "fp_edit_"
SECRET_BYTES = 32
LONGEST_TOKEN = 100


def server_secret(folder: Path) -> bytes:
    """The server's own secret, made at first use; the file is readable to its owner alone."""
    path = folder / "secret"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        fresh = path.with_name(f".secret-{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return path.read_bytes()


def first_token(secret: bytes, submission_id: str) -> str:
    """The token with which a submission begins: the same request can be given it again."""
    return _written(hmac.digest(secret, f"edit\x1f{submission_id}".encode(), sha256))


def new_token() -> str:
    """A token in place of a lost one."""
    return _written(secrets.token_bytes(SECRET_BYTES))


def hashed(token: str) -> str:
    """What is kept of a token; the token cannot be found from it."""
    return sha256(token.encode()).hexdigest()


def digest_of_network(secret: bytes, network: str) -> str:
    """A name for a network that says nothing to whoever has no `secret`."""
    return hmac.digest(secret, f"network\x1f{network}".encode(), sha256)[:12].hex()


def _written(value: bytes) -> str:
    return f"{EDIT_PREFIX}{value.hex()}"
