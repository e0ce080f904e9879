"""Where files of this directory lie, as the settings say."""

from collections.abc import Sequence
from pathlib import Path

from runtime.settings import Settings

SHIPPED_SOURCES = Path(__file__).resolve().parents[2] / "harvesters" / "sources"


class Folders:
    """The data folder, which is made where it is not there yet, and what lies elsewhere."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.data_dir.mkdir(parents=True, exist_ok=True)

    @property
    def exports(self) -> Path:
        """Files of everything published, in a folder that all who make or serve them share."""
        return self.settings.exports_dir or self.settings.data_dir / "exports"

    @property
    def suburbs(self) -> Path:
        """Where suburbs are kept that were learnt from harvested addresses."""
        return self.settings.data_dir / "suburbs.json"

    @property
    def terms_file(self) -> Path:
        """What the operator says that terms of sources mean; it need not exist."""
        return self.settings.terms_file or self.settings.data_dir / "terms.toml"

    @property
    def ledger(self) -> Path:
        """Where withdrawals are written down beside the database."""
        return self.settings.data_dir / "withdrawals.jsonl"

    @property
    def source_folders(self) -> Sequence[Path]:
        """The source files shipped, those in the data folder, and the operator's own."""
        return (SHIPPED_SOURCES, *self.own_source_folders)

    @property
    def own_source_folders(self) -> Sequence[Path]:
        """The source files that did not come with Fingerpost."""
        own = self.settings.data_dir / "sources"
        return (*([own] if own.is_dir() else []), *self.settings.sources_dir)
