"""The law, the steps and the fees are plain Python: they import no CKAN, database or request."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "ckanext" / "seoulsquare" / "disclosure"
PURE = sorted([*ROOM.glob("law/*.py"), *ROOM.glob("states/*.py"), ROOM / "fees.py"])
ALLOWED = ("ckanext.seoulsquare.disclosure.law", "ckanext.seoulsquare.disclosure.states")


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOM)))
def test_imports_no_framework(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(node.module)
    foreign = {name for name in imported if name.split(".")[0] in {"ckan", "ckanext", "flask", "sqlalchemy"}}
    assert {name for name in foreign if not name.startswith(ALLOWED)} == set()
