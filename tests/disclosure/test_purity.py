"""The law, the steps, fees, forms, registers and figures are plain Python: no CKAN, database or request."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "ckanext" / "seoulsquare" / "disclosure"
FOLDERS = ("law", "states", "notices")
MODULES = (
    "fees",
    "importing",
    "registers",
    "registers_files",
    "statistics",
    "statistics_report",
    "vocabulary",
)
PURE = sorted(
    [
        *(path for folder in FOLDERS for path in ROOM.glob(f"{folder}/*.py")),
        *(ROOM / f"{name}.py" for name in MODULES),
    ]
)
ALLOWED = {f"ckanext.seoulsquare.disclosure.{name}" for name in (*FOLDERS, *MODULES)}


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOM)))
def test_imports_no_framework(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(node.module)
    foreign = {name for name in imported if name.split(".")[0] in {"ckan", "ckanext", "flask", "sqlalchemy"}}
    assert {name for name in foreign if not _is_pure(name)} == set()


def _is_pure(name: str) -> bool:
    return any(name == pure or name.startswith(f"{pure}.") for pure in ALLOWED)
