"""The statutory forms: what they must say, in HTML and in PDF."""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import date

import pypdfium2
import pytest
from jinja2.exceptions import SecurityError

from ckanext.seoulsquare.disclosure.notices import (
    FORMS,
    MissingContentError,
    TemplateLacksContentError,
    render_html,
    render_pdf,
)
from ckanext.seoulsquare.disclosure.notices.offices import load_offices
from ckanext.seoulsquare.disclosure.notices.parts import Charges, DecidedItem
from ckanext.seoulsquare.disclosure.notices.printing import print_page
from ckanext.seoulsquare.disclosure.notices.required import find_gaps
from ckanext.seoulsquare.disclosure.states import ItemResult, load_table
from tests.disclosure.filled_forms import BY_NAME, FILLED, OPEN_ITEM, PARTIAL_ITEM, REMEDIES

ids = [form.name for form in FILLED]


def texts(value) -> list[str]:
    """Every text and day that a form holds, as the Korean document writes it."""
    found = []
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name in ("ground", "cause", "stance", "result", "council_exemption"):
            continue  # codes are printed as ticked boxes
        if isinstance(content, str) and content:
            found.append(content)
        elif isinstance(content, date):
            found.append(f"{content.year}년 {content.month}월 {content.day}일")
        elif dataclasses.is_dataclass(content):
            found += texts(content)
        elif isinstance(content, tuple):
            found += [text for one in content for text in texts(one)]
    return found


def squeezed(text: str) -> str:
    """The text without blanks and without marks of broken lines."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]", "", text)


def words_of_page(page: str) -> str:
    return squeezed(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", page, flags=re.S)))


def words_of_pdf(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def printed(form) -> list[str]:
    """What the document shows of a form: of an addressee only the head, of others what it needs."""
    leave = {form.agency.name}
    if not hasattr(form, "approval"):
        leave |= {form.agency.postcode, form.agency.address, form.agency.website}
        clerk = getattr(form, "recorder", None) or getattr(form, "handler", None)
        leave |= {clerk.phone, clerk.fax, clerk.email} if clerk else set()
    if form.name == "third_party_notice":
        leave |= {form.third_party.registration_number, form.third_party.phone}
    if form.name == "third_party_decision":
        party = form.third_party
        leave |= {party.registration_number, party.phone, party.address, party.representative}
    return [text for text in texts(form) if text not in leave]


@pytest.mark.parametrize("form", FILLED, ids=ids)
class TestEachForm:
    def test_page_shows_every_value(self, form):
        shown = words_of_page(render_html(form))
        assert [text for text in printed(form) if squeezed(text) not in shown] == []

    def test_pdf_shows_every_value(self, form):
        shown = words_of_pdf(render_pdf(form))
        assert [text for text in printed(form) if squeezed(text) not in shown] == []

    def test_pdf_embeds_its_fonts_and_is_tagged(self, form):
        pdf = render_pdf(form)
        assert pdf.startswith(b"%PDF-1.7")
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        fonts = {
            bool(pypdfium2.raw.FPDFFont_GetIsEmbedded(pypdfium2.raw.FPDFTextObj_GetFont(item.raw)))
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }
        assert fonts == {True}
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)

    def test_pdf_has_a_sane_number_of_pages(self, form):
        assert 1 <= len(pypdfium2.PdfDocument(render_pdf(form))) <= 2

    def test_same_values_make_the_same_bytes(self, form):
        assert render_pdf(form) == render_pdf(form)

    def test_names_the_form_of_the_rule(self, form):
        number = re.sub(
            r"^(\d+)(?:-(\d+))?$", lambda m: f"제{m[1]}호" + (f"의{m[2]}" if m[2] else ""), form.number
        )
        assert f"[별지 {number}서식]" in render_html(form)

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_reading_copy_shows_the_same_values(self, form, language):
        page = render_html(form, language)
        shown = words_of_page(page)
        assert [text for text in texts(form) if "년 " not in text and squeezed(text) not in shown] == []
        assert f'lang="{"zh-Hans" if language == "zh" else "en"}"' in page

    def test_markup_in_values_is_escaped(self, form):
        hostile = "<script>alert(1)</script>{{ 7*7 }}\"'"
        names = {
            field.name: hostile
            for field in dataclasses.fields(form)
            if isinstance(getattr(form, field.name), str)
            and field.name not in ("ground", "cause", "stance", "result", "council_exemption")
        }
        page = render_html(dataclasses.replace(form, **names))
        assert "<script" not in page
        assert "{{ 7*7 }}" in html.unescape(page) or not names
        assert "<script" not in render_html(dataclasses.replace(form, **names), "en")

    def test_each_demanded_field_is_missed(self, form):
        """Without any one of the contents that an article demands the form is refused and names it."""
        empty = {str: "", tuple: (), frozenset: frozenset()}
        for field in dataclasses.fields(form):
            if not field.metadata["required_by"]:
                continue
            lacking = dataclasses.replace(form, **{field.name: empty.get(type(getattr(form, field.name)))})
            with pytest.raises(MissingContentError) as error:
                render_html(lacking)
            assert field.name in {gap.path for gap in error.value.gaps}
            assert "Art." in str(error.value)


def test_every_form_that_a_step_sends_exists():
    sent = {step.notice for step in load_table().steps.values() if step.notice}
    assert sent <= {form.number for form in FORMS.values()}
    assert {form.name for form in FILLED} == set(FORMS)


class TestWhatTheLawDemands:
    decision = BY_NAME["decision"]

    def gaps(self, form) -> set[tuple[str, str]]:
        return {(gap.path, f"{gap.article.law} {gap.article.article}") for gap in find_gaps(form)}

    def test_withholding_names_its_item_and_reason(self):
        item = DecidedItem(asked="회의록", result=ItemResult.CLOSED)
        form = dataclasses.replace(self.decision, items=(OPEN_ITEM, item))
        assert self.gaps(form) == {("items[1].grounds", "Act 13"), ("items[1].reason", "Act 13")}

    def test_a_review_names_its_stage_and_end(self):
        item = dataclasses.replace(PARTIAL_ITEM, review_stage=" ", review_ends=None)
        form = dataclasses.replace(self.decision, items=(item,))
        assert self.gaps(form) == {("items[0].review_stage", "Act 13"), ("items[0].review_ends", "Act 13")}

    def test_a_refusal_says_how_to_contest(self):
        item = dataclasses.replace(PARTIAL_ITEM, result=ItemResult.CLOSED)
        form = dataclasses.replace(self.decision, items=(item,), delivering=None, remedies=None)
        assert self.gaps(form) == {("remedies", "Act 13")}
        lacking = dataclasses.replace(REMEDIES, objection_at="")
        assert self.gaps(dataclasses.replace(form, remedies=lacking)) == {("remedies.objection_at", "Act 13")}

    def test_a_refusal_needs_no_place_of_disclosure(self):
        item = dataclasses.replace(PARTIAL_ITEM, result=ItemResult.CLOSED)
        page = render_html(dataclasses.replace(self.decision, items=(item,), delivering=None))
        assert "[√] 비공개" in page
        assert "공개 일시" not in page
        for words in (
            "제9조제1항제5호",
            "제9조제1항제6호",
            "이의신청",
            "행정심판",
            "행정소송",
            "후속 계약 방침 결재",
        ):
            assert words in page

    def test_disclosure_says_when_and_where(self):
        form = dataclasses.replace(self.decision, items=(OPEN_ITEM,), delivering=None, remedies=None)
        assert self.gaps(form) == {("delivering", "Act 13")}

    def test_a_full_disclosure_needs_no_remedies(self):
        page = render_html(dataclasses.replace(self.decision, items=(OPEN_ITEM,), remedies=None))
        assert "[√] 공개" in page
        assert "불복" not in page

    def test_money_owed_needs_a_way_to_pay(self):
        delivering = dataclasses.replace(self.decision.delivering, charges=Charges(fee=1000))
        form = dataclasses.replace(self.decision, delivering=delivering)
        assert self.gaps(form) == {("delivering.charges.account", "Act 13")}
        free = dataclasses.replace(self.decision.delivering, charges=Charges(fee=0))
        assert self.gaps(dataclasses.replace(self.decision, delivering=free)) == set()

    def test_a_body_names_its_representative(self):
        request = BY_NAME["oral_request"]
        person = dataclasses.replace(request.requester, representative="", phone="")
        form = dataclasses.replace(request, requester=person)
        assert self.gaps(form) == {("requester.representative", "Act 10"), ("requester.phone", "Act 10")}

    def test_a_claimed_reduction_needs_its_reason(self):
        form = dataclasses.replace(BY_NAME["request"], reduction_reason="")
        assert self.gaps(form) == {("reduction_reason", "Decree 17")}

    def test_a_dismissed_objection_needs_reason_council_and_remedies(self):
        form = dataclasses.replace(BY_NAME["objection_decision"], reason="", council_on=None, remedies=None)
        assert self.gaps(form) == {("reason", "Act 18"), ("council_on", "Act 18"), ("remedies", "Act 18")}
        assert self.gaps(dataclasses.replace(form, result="upheld")) == set()

    @pytest.mark.parametrize(
        ("ground", "missing"),
        [
            ("decided_before", {"earlier_case"}),
            ("published", {"outcome"}),
            ("not_held", set()),
            ("complaint", {"outcome"}),
        ],
    )
    def test_closing_tells_what_its_ground_asks_for(self, ground, missing):
        form = dataclasses.replace(BY_NAME["closing"], ground=ground, outcome="")
        assert {gap.path for gap in find_gaps(form)} == missing

    def test_a_third_party_is_not_told_who_asks(self):
        names = {field.name for field in dataclasses.fields(FORMS["third_party_notice"])}
        assert not names & {"requester", "requester_name"}

    def test_the_refusal_reads_in_the_reader_s_language(self):
        form = dataclasses.replace(self.decision, requester_name="")
        with pytest.raises(MissingContentError) as error:
            render_html(form)
        words = {"The document cannot be made: {gaps}.": "만들 수 없습니다: {gaps}.", "Requester": "청구인"}
        text = error.value.text(lambda msgid: words.get(msgid, msgid))
        assert text == "만들 수 없습니다: «청구인» is missing (Act Art. 13(1))."


class TestLongTexts:
    def test_pages_follow(self):
        long = "\n".join(
            f"{line}번째 줄: 공원 시설물의 안전점검 결과를 알고자 합니다." for line in range(1, 201)
        )
        request = dataclasses.replace(BY_NAME["request"], content=long)
        pdf = render_pdf(request)
        assert 4 <= len(pypdfium2.PdfDocument(pdf)) <= 12
        shown = words_of_pdf(pdf)
        assert "1번째줄" in shown
        assert "200번째줄" in shown
        assert "서울특별시장귀하" in shown

    def test_words_without_blanks_stay_on_the_page(self):
        request = dataclasses.replace(BY_NAME["request"], content="https://example.kr/" + "a" * 3000)
        document = pypdfium2.PdfDocument(render_pdf(request))
        assert sum(page.get_textpage().get_text_range().count("a") for page in document) >= 3000
        for page in document:
            width, _height = page.get_size()
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                assert item.get_bounds()[2] <= width


class TestTheCitysOwnTemplates:
    def test_come_before_the_shipped_ones(self, tmp_path):
        (tmp_path / "receipt.html").write_text(
            '{% extends "_frame.html" %}{% block content %}{{ form.requester_name }} {{ form.handler.name }}'
            " {{ form.dated | day }} 우리 시의 접수증{% endblock %}",
            encoding="utf-8",
        )
        assert "우리 시의 접수증" in render_html(BY_NAME["receipt"], folder=tmp_path)
        assert "우리 시의 접수증" not in render_html(BY_NAME["receipt"])
        assert render_html(BY_NAME["request"], folder=tmp_path) == render_html(BY_NAME["request"])

    def test_must_show_what_the_law_demands(self, tmp_path):
        (tmp_path / "transfer.html").write_text(
            '{% extends "_frame.html" %}{% block content %}{{ form.content }}{% endblock %}', encoding="utf-8"
        )
        with pytest.raises(TemplateLacksContentError) as error:
            render_html(BY_NAME["transfer"], folder=tmp_path)
        assert error.value.fields == ("dated", "reason", "transferred_on", "transferred_to")

    @pytest.mark.parametrize(
        "code",
        [
            "{{ form.__class__.__mro__ }}",
            "{{ ''.__class__.__base__.__subclasses__() }}",
            "{{ form._form.__init__.__globals__ }}",
            "{{ words.update({}) }}",
        ],
    )
    def test_cannot_leave_the_sandbox(self, tmp_path, code):
        (tmp_path / "receipt.html").write_text(code, encoding="utf-8")
        with pytest.raises(SecurityError):
            render_html(BY_NAME["receipt"], folder=tmp_path)

    def test_show_a_seal_of_the_folder_and_nothing_from_elsewhere(self, tmp_path):
        folder = tmp_path / "forms"
        folder.mkdir()
        picture = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
        )
        (folder / "seal.svg").write_text(picture)
        (tmp_path / "secret.svg").write_text(picture)
        frame = "<html lang=ko><title>x</title><body><img alt=x src='{}'></body></html>"

        def paths(source: str) -> int:
            page = pypdfium2.PdfDocument(print_page(frame.format(source), folder))[0]
            return len(list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4)))

        assert paths("seal.svg") > 0
        for source in ("../secret.svg", (tmp_path / "secret.svg").as_uri(), "http://127.0.0.1:9/seal.svg"):
            with pytest.raises(ValueError, match="shows what is not in"):
                paths(source)

    def test_name_other_offices(self, tmp_path):
        (tmp_path / "offices.yaml").write_text(
            "default:\n  head: '{agency} 시장'\n  phone: '1'\n  email: ''\n  address: 예시로 3\n"
            "  postcode: ''\n  website: ''\n  account: 계좌\n"
            "  appeal: {name: 가상행정심판위원회, address: 예시로 1}\n"
            "  lawsuit: {name: 가상행정법원, address: 예시로 2}\n"
            "agencies:\n  one: {head: 한기관장}\n",
            encoding="utf-8",
        )
        other = load_offices("가상", folder=tmp_path)
        assert (other.appeal_at.name, other.agency.head) == ("가상행정심판위원회", "가상 시장")
        assert load_offices("가상", name="one", folder=tmp_path).agency.head == "한기관장"
        district = load_offices("종로구", "district")
        assert (district.appeal_at.name, district.agency.head) == ("서울특별시행정심판위원회", "종로구청장")
        (tmp_path / "offices.yaml").write_text("default: {appeal: {street: x}}", encoding="utf-8")
        with pytest.raises(ValueError, match=r"offices\.yaml"):
            load_offices("가상", folder=tmp_path)
