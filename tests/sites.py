"""Another CKAN beside that of the tests, run by its commands: own tables, own services, another site id."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = frozenset({"seoulsquare_previews", "datastore", "xloader", "datatables_view"})
"""Plugins that it does without: they ask for a DataStore, which is a database of its own, and for pages."""


class Site:
    """A CKAN whose services are those of the tests, but for what `environment` says."""

    def __init__(self, folder: Path, environment: Mapping[str, str], **options: str) -> None:
        self.ini = folder / "site.ini"
        given = Path(os.environ["CKAN_INI"]).read_text(encoding="utf-8")
        more = "".join(f"{name} = {value}\n" for name, value in options.items())
        text = "\n".join(map(_without_tables, given.splitlines()))
        self.ini.write_text(text.replace("[app:main]\n", f"[app:main]\n{more}"), encoding="utf-8")
        own = {"CKAN_INI": str(self.ini), "CKAN_STORAGE_PATH": str(folder)}
        self.environment = {**os.environ, **own, **environment}

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Begin one of CKAN's commands there."""
        return subprocess.Popen(
            [Path(sys.executable).with_name("ckan"), "-c", self.ini, *arguments],
            cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *arguments: str | Path, status: int = 0) -> str:
        """Run one; gives what it prints, and fails with that when it ends with another status."""
        process = self.start(*arguments)
        printed, _ = process.communicate()
        assert process.returncode == status, printed
        return printed


def _without_tables(line: str) -> str:
    if line.startswith("ckan.plugins ="):
        return "ckan.plugins = " + " ".join(name for name in line.split()[2:] if name not in LEFT_OUT)
    return "ckan.views.default_views = text_view" if line.startswith("ckan.views.default_views") else line


CITY = """
INSERT INTO "group" (id, name, title, type, is_organization, approval_status, state, created, extras)
VALUES ('5e0a1b2c-0000-4000-8000-00000000c111', 'seoul', '서울특별시', 'organization', true, 'approved',
        'active', now(), '{}')
"""
"""The agency to which lists belong that name none; the seeds of all agencies take CKAN half a minute."""
