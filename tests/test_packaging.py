"""What an administrator installs: the built wheel holds everything that the extension reads at run time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ_AT_RUN_TIME = {
    ".yaml",
    ".html",
    ".css",
    ".js",
    ".xml",
    ".txt",
    ".tsv",
    ".csv",
    ".jsonl",
    ".po",
    ".mo",
    ".md",
    ".svg",
    ".ini",
    ".mako",
    ".woff2",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names in a wheel built from a copy, so that nothing of an earlier build gets in."""
    out = tmp_path_factory.mktemp("wheel")
    source = out / "source"
    leave_out = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "node_modules", "__pycache__")
    shutil.copytree(ROOT, source, ignore=leave_out)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    package = ROOT / "ckanext" / "seoulsquare"
    wanted = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file() and path.suffix in READ_AT_RUN_TIME | {".py"} and "__pycache__" not in path.parts
    }
    assert wanted - wheel == set()


@pytest.mark.parametrize(
    "name",
    [
        "ckanext/seoulsquare/schemas/approval_document.yaml",
        "ckanext/seoulsquare/templates/base.html",
        "ckanext/seoulsquare/i18n/ko_KR/LC_MESSAGES/ckanext-seoulsquare.mo",
        "ckanext/seoulsquare/search/solr/seoulsquare/conf/schema.xml",
        "ckanext/seoulsquare/search/terms/terms.tsv",
        "ckanext/seoulsquare/migration/seoulsquare/alembic.ini",
    ],
)
def test_wheel_holds(wheel: set[str], name: str) -> None:
    assert name in wheel


def test_wheel_leaves_the_namespace_to_ckan(wheel: set[str]) -> None:
    """`ckanext/__init__.py` belongs to CKAN's own wheel; a second copy would go when we are removed."""
    assert "ckanext/__init__.py" not in wheel
