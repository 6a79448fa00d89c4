"""The folder of finished dumps: `<day>` for a whole one, `<day>-changes` for what changed since another."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
FORMAT, VERSION = "seoulsquare-dump", 1
FULL, CHANGES = "full", "changes"
_NAME = re.compile(r"\d{4}-\d\d-\d\d(-changes)?", re.ASCII)


def name_of(day: str, kind: str) -> str:
    """The name of a day's dump."""
    return day if kind == FULL else f"{day}-{CHANGES}"


@dataclass(frozen=True)
class Shelf:
    """Finished dumps. What is being written has a name that starts with a dot."""

    folder: Path

    def names(self) -> list[str]:
        """Names, newest first; of a day's two, the one with the changes first."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted((path.name for path in found if _NAME.fullmatch(path.name)), reverse=True)

    def manifests(self) -> list[dict[str, Any]]:
        """The manifests of all dumps, newest first."""
        return [manifest for name in self.names() if (manifest := self.manifest(name))]

    def manifest(self, name: str) -> dict[str, Any] | None:
        """What a dump says of itself; None where there is none of this name."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return json.loads((self.folder / name / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def file(self, name: str, file: str) -> tuple[Path, str] | None:
        """A dump's file and its SHA-256; None for a name that the manifest does not have."""
        manifest = self.manifest(name)
        entries = [manifest["groups"], *manifest["files"]] if manifest else []
        found = next((entry for entry in entries if entry["name"] == file), None)
        return (self.folder / name / file, found["sha256"]) if found else None

    def prune(self, keep: int) -> list[str]:
        """Delete all but the newest `keep` whole dumps and the changes since then; gives deleted names."""
        whole = [name for name in self.names() if not name.endswith(CHANGES)]
        if len(whole) <= keep:
            return []
        oldest = whole[keep - 1]
        gone = [name for name in self.names() if name < oldest]
        for name in gone:
            hidden = self.folder / f".{name}.gone"
            (self.folder / name).rename(hidden)
            shutil.rmtree(hidden)
        return gone
