"""Each category stands under one service."""

from __future__ import annotations

from ckanext.seoulsquare.documents.seeding import categories
from ckanext.seoulsquare.portal.services import SERVICES, grouped


def test_every_seeded_category_has_one_service() -> None:
    codes = [category["name"] for category in categories()]
    placed = [code for _, held in grouped(codes) for code in held]
    assert sorted(placed) == sorted(codes)


def test_services_name_seeded_categories_only() -> None:
    named = {code for service in SERVICES for code in service.categories}
    assert named <= {category["name"] for category in categories()}


def test_a_citys_own_category_is_under_all_information() -> None:
    assert {service.name: held for service, held in grouped(["harbour"])}["information"] == ["harbour"]
