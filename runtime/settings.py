"""What an operator can set, each with its meaning and unit; read by commands alone."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from runtime import database_urls

SECRETS = Path(os.environ.get("FINGERPOST_SECRETS_DIR", "/run/secrets"))
SECRET_NAMES = re.compile(r"key|secret|password|token")


class Settings(BaseSettings):
    """Read from the environment, every name with the prefix `FINGERPOST_`.

    What the environment does not say is read from files of the same names in lower case, in the
    folder /run/secrets (or FINGERPOST_SECRETS_DIR), so that no secret stands in an environment.
    """

    model_config = SettingsConfigDict(
        env_prefix="FINGERPOST_",
        extra="ignore",
        hide_input_in_errors=True,
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
    )

    data_dir: Path = Field(Path("data"), description="folder of the database, index and postcodes")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; SQLite in the data folder when absent"
    )
    sources_dir: Annotated[list[Path], NoDecode] = Field(
        default_factory=list,
        description="folders of source files, beside the ones shipped, with `:` between them",
    )
    local_dir: Path | None = Field(
        None, description="folder whose files stand in for the feeds of sources that name one"
    )
    terms_file: Path | None = Field(
        None,
        description="what terms of sources mean in our vocabulary; `terms.toml` in the data folder"
        " when absent",
    )
    synonyms_file: Path | None = Field(
        None, description="synonyms of your own, beside the ones shipped"
    )
    crisis_file: Path | None = Field(None, description="crisis words instead of the ones shipped")
    northern_ireland: bool = Field(
        False, description="use Northern Ireland's postcodes, whose licence you must hold"
    )
    database_pool: int = Field(
        5, ge=1, le=200, description="connections to PostgreSQL that each process keeps"
    )
    database_overflow: int = Field(
        10, ge=0, le=200, description="connections more that a process opens under load"
    )
    database_wait_s: float = Field(
        10, gt=0, le=300, description="seconds that a request waits for one of them"
    )
    serving_statement_s: float = Field(
        15, ge=0, le=3600, description="seconds that a statement of a serving process may take"
    )
    working_statement_s: float = Field(
        600, ge=0, le=86_400, description="the same of a process that harvests; 0 is for ever"
    )
    documents_kept_mb: int = Field(
        256,
        ge=0,
        le=100_000,
        description="most megabytes of listings of PostgreSQL that each serving process keeps, all"
        " if there is room; 0 is none",
    )
    listings_held: int | None = Field(
        None,
        ge=0,
        description="most listings of which a process that searches keeps what they say, and so"
        " answers by itself; the engine does if there are more; over a million if absent",
    )
    search_url: str | None = Field(
        None, description="address of a Meilisearch server; the index in the data folder if absent"
    )
    search_key: str | None = Field(None, description="key that searches, of `search-keys`")
    search_key_file: Path | None = Field(None, description="file with the key that searches")
    search_writer_key: str | None = Field(
        None, description="key that writes; what only serves needs none"
    )
    search_writer_key_file: Path | None = Field(None, description="file with the key that writes")
    search_prefix: str = Field(
        "fingerpost",
        pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$",
        description="name of the index in Meilisearch, and beginning of others that are ours",
    )
    contact: str = Field(
        "contact-not-set@fingerpost.example",
        description="address that publishers find in the User-Agent of our harvester",
    )
    exports_dir: Path | None = Field(
        None,
        description="folder of the files at `/bulk/`, shared by all that make or serve them;"
        " `exports` in the data folder when absent",
    )
    host: str = Field("127.0.0.1", description="address to serve on")
    port: int = Field(8000, ge=1, le=65535, description="port to serve on")
    public_url: str | None = Field(None, description="address by which others reach this server")
    about: str | None = Field(None, description="what this directory is, in a sentence")
    data_guide: str | None = Field(
        None, description="address of a page that explains this directory's data to people"
    )
    publisher: str | None = Field(None, description="who publishes this directory")
    publisher_id: str | None = Field(
        None, description="the publisher's identifier as org-id.guide has it: GB-CHC-1234567"
    )
    publisher_email: str | None = Field(
        None, description="where to write about this directory's data"
    )
    publisher_website: str | None = Field(None, description="the publisher's website")
    awards_licence: str | None = Field(
        None,
        description="address of the licence under which the bodies that grant kite marks let "
        "others show them; without it their feed leads to the schemes",
    )

    metrics_port: int = Field(
        0, ge=0, le=65535, description="port of Prometheus metrics, kept from the public; 0 is off"
    )
    metrics_host: str = Field("127.0.0.1", description="address to serve metrics on")
    drain_s: float = Field(
        0,
        ge=0,
        le=300,
        description="seconds between saying that it ends (`/readyz` is 503) and taking no more",
    )
    grace_s: int = Field(
        30, ge=1, le=3600, description="seconds that requests under way are given at the end"
    )

    jobs: Literal["serve", "worker"] | None = Field(
        None,
        description="who harvests and does the other tasks: the server itself, or workers;"
        " the server when absent, unless the database is PostgreSQL",
    )
    lease_s: float = Field(
        60,
        ge=1,
        le=3600,
        description="seconds of silence after which a task under way is given to another",
    )
    remind_after_months: float = Field(
        6, gt=0, le=120, description="months after which a silent group is to be reminded"
    )

    @field_validator("sources_dir", mode="before")
    @classmethod
    def _apart(cls, said: Any) -> Any:
        return [one for one in said.split(os.pathsep) if one] if isinstance(said, str) else said

    @field_validator("database_url")
    @classmethod
    def _a_database_we_know(cls, url: str | None) -> str | None:
        return database_urls.checked(url) if url else url

    @field_validator("search_url")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("expected an address such as http://127.0.0.1:7700")
        return url or None

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().resolve()

    def without_secrets(self) -> dict[str, str]:
        """What is set, fit to be kept beside a backup: no key, secret, password or token."""
        said = {name: str(getattr(self, name)) for name in self.model_fields_set}
        kept = {name: text for name, text in said.items() if not SECRET_NAMES.search(name)}
        return {
            name: database_urls.masked(text) if "://" in text else text
            for name, text in sorted(kept.items())
        }

    def database_url_or_default(self) -> str:
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir / 'fingerpost.sqlite3'}"
