"""Fees against sums done by hand from the published tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.seoulsquare.disclosure.fees import Costs, Order, calculate, load_schedule

NOW, BEFORE = date(2026, 11, 2), date(2021, 12, 22)
NATIONAL = load_schedule()

ORDINANCE = """
reduction: {percent: 30, grounds: {1: {ko: 가, zh: 甲, en: a}}}
drop_below: 10
units: {sheet: {ko: 장, zh: 张, en: sheet}}
objects: {document: {ko: 문서, zh: 文件, en: document}}
methods: {copy_b4: {ko: 사본, zh: 复印, en: copy}}
tables:
  - name: ordinance
    since: 2020-01-01
    tariffs:
      document: {copy_b4: {unit: sheet, per: 1, each: 55}}
"""


def price(what: str, method: str, quantity: str, day: date = NOW) -> int:
    (line,) = calculate(NATIONAL, day, [Order(what, method, Decimal(quantity))]).lines
    return line.price


class TestNationalTable:
    @pytest.mark.parametrize(
        ("what", "method", "quantity", "won"),
        [
            ("document", "copy_b4", "1", 250),
            ("document", "copy_b4", "12", 250 + 11 * 50),
            ("document", "copy_a3", "3", 300 + 2 * 100),
            ("document", "view", "60", 0),
            ("document", "view", "61", 1000),
            ("document", "view", "121", 3000),
            ("document", "convert_b4", "12", 400),
            ("document", "convert_a3", "1", 150),
            ("audio_tape", "view", "2", 3000),
            ("video_tape", "duplicate_item", "2", 6000),
            ("film", "view", "1", 3500),
            ("photo_film", "view", "3", 300),
            ("photo_film", "print_5x7", "3", 500 + 2 * 300),
            ("microfilm", "view", "12", 700),
            ("slide", "view", "3", 600),
            ("file", "duplicate", "1", 0),
            ("file", "duplicate", "1.2", 100),
            ("file", "duplicate", "25.0", 2400),
            ("document", "copy_b4", "0", 0),
        ],
    )
    def test_price(self, what, method, quantity, won):
        assert price(what, method, quantity) == won

    @pytest.mark.parametrize(("quantity", "won"), [("10", 200), ("11", 300), ("15", 300), ("16", 400)])
    def test_older_table_counts_sheets_of_files(self, quantity, won):
        assert price("file", "duplicate", quantity, BEFORE) == won

    def test_day_before_every_table_is_refused(self):
        with pytest.raises(LookupError, match="2004-07-29"):
            price("file", "duplicate", "1", date(2004, 7, 29))

    def test_what_the_table_lacks_is_refused(self):
        with pytest.raises(LookupError, match="no tariff for document, convert_b4"):
            price("document", "convert_b4", "1", BEFORE)

    @given(st.sampled_from(NATIONAL.tables), st.data(), st.integers(0, 500))
    def test_more_never_costs_less(self, table, data, quantity):
        what = data.draw(st.sampled_from(sorted(table.tariffs)))
        tariff = data.draw(st.sampled_from(list(table.tariffs[what].values())))
        assert tariff.price(Decimal(quantity)) <= tariff.price(Decimal(quantity + 1))


class TestSum:
    ORDERS = (
        Order("document", "copy_b4", Decimal(4)),
        Order("file", "duplicate", Decimal("3.5")),
    )  # 400 + 300

    def test_amounts_under_a_hundred_won_are_dropped(self):
        fee = calculate(
            NATIONAL,
            NOW,
            [Order("document", "copy_b4", Decimal(4)), Order("document", "copy_b4", Decimal(1))],
        )
        assert (fee.subtotal, fee.dropped, fee.total) == (650, 50, 600)

    def test_reduction_halves_the_fee_and_spares_postage_and_media(self):
        fee = calculate(NATIONAL, NOW, self.ORDERS, Costs(postage=2430, media=500), reduction_ground=2)
        assert (fee.subtotal, fee.reduction, fee.dropped) == (700, 350, 50)
        assert fee.total == 300 + 2430 + 500

    def test_ground_that_the_decree_does_not_know_is_refused(self):
        with pytest.raises(LookupError, match="no ground 4"):
            calculate(NATIONAL, NOW, self.ORDERS, reduction_ground=4)

    def test_negative_quantity_or_cost_is_refused(self):
        for arguments in [([Order("slide", "view", Decimal(-1))],), (self.ORDERS, Costs(postage=-1))]:
            with pytest.raises(ValueError, match="negative"):
                calculate(NATIONAL, NOW, *arguments)

    def test_nothing_asked_costs_nothing(self):
        assert calculate(NATIONAL, NOW, []).total == 0


class TestFile:
    def test_ordinance_replaces_the_national_table(self, tmp_path):
        path = tmp_path / "ordinance.yaml"
        path.write_text(ORDINANCE, encoding="utf-8")
        fee = calculate(
            load_schedule(path), NOW, [Order("document", "copy_b4", Decimal(3))], reduction_ground=1
        )
        assert (fee.subtotal, fee.reduction, fee.total) == (165, 49, 110)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("drop_below: 10", "", "drop_below"),
            ("unit: sheet", "unit: page", "no name for page"),
            ("each: 55", "eech: 55", "eech"),
            ("tables:", "tables: [", "malformed"),
        ],
    )
    def test_malformed_file_is_refused(self, tmp_path, old, new, message):
        path = tmp_path / "ordinance.yaml"
        path.write_text(ORDINANCE.replace(old, new), encoding="utf-8")
        with pytest.raises(ValueError, match=message):
            load_schedule(path)

    def test_every_name_is_given_in_three_languages(self):
        groups = (NATIONAL.objects, NATIONAL.methods, NATIONAL.units, NATIONAL.reduction_grounds)
        assert all(label.keys() == {"ko", "zh", "en"} for group in groups for label in group.values())
