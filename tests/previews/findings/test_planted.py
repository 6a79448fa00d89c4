"""A resident number in any place where people forget it stops publication, from upload to the last door."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization
from ckan.tests.helpers import call_auth
from ckan.types import Context

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.pagecore import follow, holding
from ckanext.seoulsquare.search import pages
from tests.documents.records import act
from tests.previews.documents import PLACES
from tests.previews.stored.uploads import looked_at, people, record, user

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_request_context")

NUMBER = "900101-1234567"
ENDINGS = {"hwp5": "hwp", "jpeg": "jpg"}
PLANTED = [
    ("hwp5", "summary"),
    ("hwp5", "preview_text"),
    ("hwp5", "hidden_comment"),
    ("hwpx", "memo"),
    ("hwpx", "footnote"),
    ("xlsx", "hidden_sheet"),
    ("xlsx", "hidden_cells, row"),
    ("xlsx", "comment"),
    ("docx", "tracked_change"),
    ("docx", "attachment/exif"),
    ("pptx", "speaker_note"),
    ("jpeg", "exif"),
    ("pdf", "body, under a black box"),
    ("pdf", "body, white"),
    ("pdf", "previous_revision"),
    ("zip", "attachment/body"),
]


@pytest.fixture(scope="module")
def cast() -> dict[str, Any]:
    """The agency and its people, made by the first test."""
    return {}


def stopped(name: str, data: bytes, cast: dict[str, Any]) -> dict[str, Any]:
    """Upload a file, try its doors as a stranger, and give what the officer sees of it."""
    if not cast:
        agency = Organization()
        cast.update(people(agency), agency=agency)
    package = record(cast["agency"])
    resource = looked_at(package, name, data)
    file = resource["id"]
    follow.bring([file])
    pages.solr().commit()

    stranger = user(None)
    context = Context(user="", auth_user_obj=stranger, ignore_auth=False)
    assert service.shown(file, stranger) is None
    with pytest.raises(tk.NotAuthorized):
        tk.get_action("resource_show")(context, {"id": file})
    with pytest.raises(tk.NotAuthorized):
        call_auth("seoulsquare_page_search", {"user": "", "auth_user_obj": stranger}, resource_id=file)
    shown = tk.get_action("package_show")(Context(user="", auth_user_obj=stranger), {"id": package["id"]})[
        "resources"
    ][0]
    assert (shown["withheld"], shown["withheld_reason"], shown["url"]) == (True, "finding", "")
    assert "1234567" not in str(shown)
    assert holding.held_of([file]) == {}

    officer = Context(user=cast["officer"]["name"], ignore_auth=False)
    found = tk.get_action("seoulsquare_preview_findings")(officer, {"resource_id": file})["results"][0]
    assert (found["concern"], found["held"]) == ("block", "finding")
    assert "1234567" not in str(found)
    return found


@pytest.mark.parametrize(("form", "place"), PLANTED)
def test_place(form: str, place: str, cast: dict[str, Any]) -> None:
    found = stopped(f"plan.{ENDINGS.get(form, form)}", PLACES[form, place](NUMBER), cast)
    assert (place.partition(",")[0], "rrn") in {(one["place"], one["kind"]) for one in found["findings"]}


def test_file_name(cast: dict[str, Any]) -> None:
    found = stopped("명단 900101-1234567.txt", "급식 계획\n".encode(), cast)
    assert [(one["place"], one["kind"]) for one in found["findings"]] == [("file_name", "rrn")]
    assert act("package_show", id=found["package_id"])["resources"][0]["name"] == "명단 900101-1234567.txt"
