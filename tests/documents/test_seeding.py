"""Categories and agencies: complete, seeded once, and an administrator's own after that."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.tests.factories import Organization, Sysadmin, User

from ckanext.seoulsquare.documents import agencies, seeding
from ckanext.seoulsquare.documents.kinds import KINDS
from tests.documents.records import act


class TestData:
    def test_there_are_31_categories_with_names_and_descriptions_in_three_languages(self) -> None:
        categories = seeding.categories()
        texts = [
            category[f] for category in categories for f in ("title_translated", "description_translated")
        ]
        assert len({category["name"] for category in categories}) == 31
        assert all(set(text) == {"ko", "zh", "en"} and all(text.values()) for text in texts)

    def test_every_kind_belongs_to_a_category(self) -> None:
        assert {kind.category for kind in KINDS.values()} <= {
            category["name"] for category in seeding.categories()
        }

    def test_the_agencies_are_the_76_bodies_and_units_below(self) -> None:
        rows = seeding.agencies()
        bodies = [
            row for row in rows if row["agency_kind"] != "headquarters" or row.get("parent_agency") == "seoul"
        ]
        kinds = [row["agency_kind"] for row in bodies]
        assert (kinds.count("district"), kinds.count("agency")) == (25, 17)
        assert len([row for row in bodies if row["name"] != "university-of-seoul"]) == 76

    def test_parents_stand_before_children(self) -> None:
        seen: set[str] = set()
        for row in seeding.agencies():
            assert row.get("parent_agency", "seoul") in seen | {"seoul"}
            seen.add(row["name"])

    def test_names_are_in_three_languages_and_districts_have_codes(self) -> None:
        rows = seeding.agencies()
        assert all(all(row["title_translated"].values()) for row in rows)
        codes = [row["district_code"] for row in rows if row["agency_kind"] == "district"]
        assert len(set(codes)) == 25
        assert all(len(code) == 5 for code in codes)


class TestChanges:
    def test_what_nobody_touched_follows_the_data(self) -> None:
        assert seeding.changes({"title": "새 이름"}, {"title": "옛 이름"}, {"title": "옛 이름"}) == {
            "title": "새 이름"
        }

    def test_what_an_administrator_changed_stays(self) -> None:
        assert seeding.changes({"title": "새 이름"}, {"title": "손댄 이름"}, {"title": "옛 이름"}) == {}

    def test_what_an_administrator_emptied_stays_empty(self) -> None:
        assert seeding.changes({"title": "이름"}, {"title": ""}, {"title": "이름"}) == {}

    def test_what_was_there_before_the_first_seeding_is_only_completed(self) -> None:
        wanted = {"title": "이름", "district_code": "11110"}
        assert seeding.changes(wanted, {"title": "제 이름"}, {}) == {"district_code": "11110"}


@pytest.fixture(scope="module")
def few() -> pytest.MonkeyPatch:
    """Few rows of the data: a category, a root, an office and a unit below it, a district."""
    names = {"budget", "seoul", "seoul-administration", "seoul-personnel", "jongno-gu"}
    rows = {name: list(getattr(seeding, name)()) for name in ("categories", "agencies")}
    with pytest.MonkeyPatch.context() as patch:
        for name, every in rows.items():
            patch.setattr(seeding, name, lambda every=every: [row for row in every if row["name"] in names])
        yield patch


@pytest.mark.usefixtures("clean_db", "few")
class TestSeed:
    def test_twice_changes_nothing(self) -> None:
        assert act("seoulsquare_seed") == {"created": 5, "updated": 0, "unchanged": 0}
        assert act("seoulsquare_seed") == {"created": 0, "updated": 0, "unchanged": 5}

    def test_writes_every_field(self) -> None:
        act("seoulsquare_seed")
        shown = act("organization_show", id="jongno-gu")
        assert (shown["title"], shown["district_code"], shown["agency_kind"]) == (
            "종로구",
            "11110",
            "district",
        )
        assert shown["title_translated"] == {"ko": "종로구", "zh": "钟路区", "en": "Jongno-gu"}
        category = act("group_show", id="budget")
        assert (category["type"], category["description_translated"]["zh"][:2]) == ("category", "明细")

    def test_keeps_what_an_administrator_changed_and_deleted(self) -> None:
        act("seoulsquare_seed")
        act("organization_patch", id="jongno-gu", title="종로구청")
        act("organization_delete", id="seoul-personnel")
        assert act("seoulsquare_seed") == {"created": 0, "updated": 0, "unchanged": 5}
        assert act("organization_show", id="jongno-gu")["title"] == "종로구청"
        assert model.Group.by_name("seoul-personnel").state == "deleted"

    def test_brings_new_data_to_what_nobody_touched(self, monkeypatch: pytest.MonkeyPatch) -> None:
        act("seoulsquare_seed")
        rows = [{**row, "description": "새 소개", "title": row["title"] + "!"} for row in seeding.agencies()]
        monkeypatch.setattr(seeding, "agencies", lambda: rows)
        act("organization_patch", id="seoul", title="우리 시")
        act("seoulsquare_seed")
        seoul, office = (act("organization_show", id=name) for name in ("seoul", "seoul-administration"))
        assert (seoul["title"], seoul["description"]) == ("우리 시", "새 소개")
        assert (office["title"], office["description"]) == ("행정국!", "새 소개")

    def test_is_for_sysadmins(self) -> None:
        with pytest.raises(tk.NotAuthorized):
            tk.get_action("seoulsquare_seed")({"user": User()["name"]}, {})
        assert tk.get_action("seoulsquare_seed")({"user": Sysadmin()["name"]}, {})["created"] == 5

    def test_parents_are_ckans_own(self) -> None:
        act("seoulsquare_seed")
        unit = model.Group.by_name("seoul-personnel")
        assert agencies.path(unit.id) == ["seoul", "seoul-administration", "seoul-personnel"]
        assert agencies.paths()[unit.id] == agencies.path(unit.id)

    def test_the_command_tells_what_happened(self, cli: Any) -> None:
        from ckan.cli.cli import ckan

        result = cli.invoke(ckan, ["seoulsquare", "seed"])
        assert result.output.splitlines()[-1] == "created=5 updated=0 unchanged=0"


@pytest.mark.usefixtures("non_clean_db")
class TestParents:
    def test_an_admin_of_the_parent_is_admin_of_the_child(self) -> None:
        user = User()
        parent = Organization(users=[{"name": user["name"], "capacity": "admin"}])
        child = Organization(parent_agency=parent["name"])
        assert authz.has_user_permission_for_group_or_org(child["id"], user["name"], "update_dataset")

    def test_moving_and_freeing_an_agency(self) -> None:
        first, second = Organization(), Organization()
        child = Organization(parent_agency=first["name"])
        act("organization_patch", id=child["id"], parent_agency=second["name"])
        assert agencies.path(child["id"]) == [second["name"], child["name"]]
        act("organization_patch", id=child["id"], parent_agency="")
        assert agencies.path(child["id"]) == [child["name"]]

    def test_a_parent_must_be_an_agency_that_is_not_below(self) -> None:
        top = Organization()
        below = Organization(parent_agency=top["name"])
        with pytest.raises(tk.ValidationError, match="is this agency or one below it"):
            act("organization_patch", id=top["id"], parent_agency=below["name"])
        with pytest.raises(tk.ValidationError, match="is not the name of an agency"):
            act("organization_patch", id=top["id"], parent_agency="nowhere")

    def test_ckans_own_groups_still_work(self) -> None:
        group = act("group_create", name="my-group", title="모임")
        assert (group["type"], group["title"]) == ("group", "모임")
