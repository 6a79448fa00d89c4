"""The public pages: procedure, fees and figures, in each language."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest

from tests.disclosure.office import Office

pytestmark = [
    pytest.mark.usefixtures("with_plugins"),
    pytest.mark.ckan_config("ckanext.seoulsquare.portal.cache_seconds", 0),
]

PAGES = ("/disclosure/", "/disclosure/procedure", "/disclosure/fees", "/disclosure/status")
LOCALES = ("ko_KR", "zh_Hans_CN", "en")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_everybody(office: Office, shared_app, page, locale):
    answer = shared_app.get(f"/{locale}{page}")
    assert answer.status_code == 200
    assert len(re.findall("<h1", answer.body)) == 1


class TestProcedure:
    def test_periods_are_those_in_force(self, office: Office, shared_app):
        body = shared_app.get("/en/disclosure/procedure").body
        assert "Decision on the request" in body
        assert "Working days, the first day counts" in body
        assert "Act Art. 11(1)" in body

    def test_each_language_has_the_same_parts(self, office: Office, shared_app):
        anchors = [
            re.findall(r'<h2 id="([\w-]+)"', shared_app.get(f"/{locale}/disclosure/procedure").body)
            for locale in LOCALES
        ]
        assert anchors[0] == anchors[1] == anchors[2]
        assert "contest" in anchors[0]


class TestFees:
    def test_national_table_and_that_it_is_national(self, office: Office, shared_app):
        body = shared_app.get("/en/disclosure/fees").body
        assert "first 1 sheet 250 won" in " ".join(body.split())
        assert "national table" in body
        assert "50%" in body

    def test_the_city_s_own_table(self, office: Office, shared_app, ckan_config, monkeypatch, tmp_path):
        own = tmp_path / "fees.yaml"
        own.write_text(
            "reduction: {percent: 30, grounds: {}}\ndrop_below: 10\n"
            "units: {sheet: {ko: 장, zh: 张, en: sheet}}\n"
            "objects: {document: {ko: 문서, zh: 文件, en: document}}\n"
            "methods: {copy: {ko: 사본, zh: 复印, en: copy}}\n"
            "tables:\n  - {name: own, since: 2020-01-01, tariffs: {document: {copy: "
            "{unit: sheet, per: 1, each: 77}}}}\n",
            encoding="utf-8",
        )
        monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.disclosure.fees_file", str(own))
        body = shared_app.get("/en/disclosure/fees").body
        assert "77 won" in body
        assert "national table" not in body


class TestStatus:
    def test_shows_what_was_decided(self, office: Office, shared_app):
        office.decided("closed")
        body = shared_app.get(f"/en/disclosure/status?year=2026&agency={office.agency}").body
        assert "Audit, bidding, decision-making" in body
        assert "By month" in body
        assert re.search(r'<rect class="ss-bar__closed" x="[\d.]+" y="0" width="[\d.]+"', body)

    def test_of_a_month(self, office: Office, shared_app):
        office.filed()
        body = shared_app.get("/en/disclosure/status?year=2026&month=11").body
        assert "2026-11" in body

    def test_of_nothing(self, office: Office, shared_app):
        body = shared_app.get("/en/disclosure/status?year=2001").body
        assert "No requests were received in this period." in body

    @pytest.mark.parametrize("query", ["year=x", "year=2026&month=13", "month=2"])
    def test_no_such_period(self, office: Office, shared_app, query):
        assert shared_app.get(f"/disclosure/status?{query}").status_code == 400

    def test_nobody_s_data_stand_in_it(self, office: Office, shared_app):
        case = office.decided("closed")
        for address in (
            "/disclosure/status",
            "/disclosure/status.csv",
            "/disclosure/annual.csv",
            "/disclosure/",
        ):
            body = shared_app.get(address).get_data(as_text=True)
            for secret in ("홍길동", case["receipt_number"], case["title"]):
                assert secret not in body


class TestTables:
    def test_csv_has_each_month_and_agency(self, office: Office, shared_app):
        office.decided("open")
        answer = shared_app.get("/disclosure/status.csv")
        rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
        mine = [row for row in rows if row["agency"] == office.agency and row["year"] == "2026"]
        assert {"received", "decided", "in_time", "average_days"} <= rows[0].keys()
        assert sum(int(row["open"]) for row in mine if row["month"] == "11") >= 1

    def test_annual_statistics_end_with_the_sum(self, office: Office, shared_app):
        office.decided("open")
        answer = shared_app.get("/en/disclosure/annual.xlsx?year=2026")
        assert 'filename="disclosure-annual-2026.xlsx"' in answer.headers["Content-Disposition"]
        heading, *rows = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active.iter_rows(
            values_only=True
        )
        assert rows[-1][0] == "Total"
        received = heading.index("Received")
        assert rows[-1][received] == sum(row[received] for row in rows[:-1])

    def test_no_such_year_or_kind(self, office: Office, shared_app):
        assert shared_app.get("/disclosure/annual.csv?year=x").status_code == 400
        assert shared_app.get("/disclosure/annual.pdf").status_code == 404
