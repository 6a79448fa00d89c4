"""The rules that keep the rooms apart and the pages safe, checked on the source itself."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ckanext" / "seoulsquare"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/plugin.py"))


def _sources(*names: str) -> list[Path]:
    """The package's Python files of these names, or all."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if "migration" not in path.parts and (not names or path.name in names)
    )


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _public_functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_plugins_only_wire() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in _sources("plugin.py")
        if (n := len(path.read_text().splitlines())) > 60
    }
    assert long == {}


def test_modules_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in _sources()
        if (n := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_services_know_nothing_of_requests_and_plugins() -> None:
    wrong = {
        (str(path.relative_to(ROOT)), name)
        for path in _sources("service.py")
        for name in _imports(path)
        if name.split(".")[0] == "flask"
        or name.startswith("ckan.plugins")
        or ".views" in name
        or name.endswith(".plugin")
    }
    assert wrong == set()


def test_rooms_do_not_read_each_others_models() -> None:
    wrong = set()
    for path in _sources():
        room = path.relative_to(PACKAGE).parts[0]
        for name in _imports(path):
            match = re.match(r"ckanext\.seoulsquare\.(\w+)\.model\b", name)
            if match and match[1] != room:
                wrong.add((str(path.relative_to(ROOT)), name))
    assert wrong == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE / "templates")))
def test_every_form_that_writes_carries_a_csrf_token(template: Path) -> None:
    text = template.read_text()
    for form in re.findall(r"<form\b[^>]*>.*?</form>", text, re.S | re.I):
        if re.search(r"method=.?post", form, re.I):
            assert "csrf_input" in form


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE / "templates")))
def test_templates_escape_and_load_nothing_from_elsewhere(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<(script|link|img|iframe)\b[^>]*\b(src|href)=[\"']https?://", text)
    assert "|safe" not in text.replace(" ", "")


@pytest.mark.parametrize("room", ROOMS)
def test_every_action_has_an_authorization_function(room: str) -> None:
    folder = PACKAGE / room / "logic"
    actions = {
        name
        for path in [folder / "action.py", *folder.glob("action/*.py")]
        if path.is_file()
        for name in _public_functions(path)
    }
    auths = {
        name
        for path in [folder / "auth.py", *folder.glob("auth/*.py")]
        if path.is_file()
        for name in _public_functions(path)
    }
    ours = {name for name in actions if name.startswith("seoulsquare_")}
    assert ours - auths == set()


def test_actions_are_named_after_the_project() -> None:
    names = {name for path in _sources("action.py") for name in _public_functions(path)}
    chained = {name for name in names if not name.startswith("seoulsquare_")}
    for name in chained:
        text = "".join(path.read_text() for path in _sources("action.py"))
        assert re.search(rf"chained_action(?:\(\))?\n(?:@[^\n]*\n)*def {name}\(", text), (
            f"{name} is neither ours nor chained"
        )


def test_one_migration_head() -> None:
    versions = list((PACKAGE / "migration" / "seoulsquare" / "versions").glob("*.py"))
    texts = [path.read_text() for path in versions]
    revisions = {
        match for text in texts for match in re.findall(r'^revision(?:: str)? = "(\w+)"', text, re.M)
    }
    parents = {
        match for text in texts for match in re.findall(r'^down_revision(?:: [^=]+)? = "(\w+)"', text, re.M)
    }
    assert len(revisions) == len(versions)
    assert len(revisions - parents) == 1


def _declared_options() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("config_declaration.yaml"):
        for group in yaml.safe_load(path.read_text())["groups"]:
            found |= {option["key"]: path for option in group["options"]}
    return found


def test_every_option_is_documented_and_read() -> None:
    docs = "".join(path.read_text() for path in [*ROOT.glob("docs/**/*.md"), ROOT / "README.md"])
    code = "".join(path.read_text() for path in [*_sources(), *TEMPLATES])
    options = _declared_options()
    assert {key for key in options if key not in docs} == set()
    assert {key for key in options if key not in code} == set()


def test_configurations_name_every_plugin_and_schema() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    entries = {
        line.split("=")[0].strip()
        for line in setup["options.entry_points"]["ckan.plugins"].split("\n")
        if line
    }
    schemas = {path.name for path in (PACKAGE / "schemas").glob("*.yaml")}
    for name in ["test.ini", "stack/ckan.ini.template"]:
        text = (ROOT / name).read_text()
        plugins = set(re.search(r"^ckan\.plugins = (.*)$", text, re.M)[1].split())  # pyright: ignore[reportOptionalSubscript]
        assert entries - plugins == set(), name
        assert {schema for schema in schemas if f"schemas/{schema}" not in text} == set(), name
