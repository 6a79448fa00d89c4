"""The explanation holds every number that leads to the date, in the reader's language."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.seoulsquare.disclosure import law
from ckanext.seoulsquare.disclosure.law import Clock


class TestExplain:
    def test_extended_decision_line_by_line(self):
        calendar = law.Calendar({date(2026, 11, 18): "City anniversary"})
        assert law.explain(law.deadline(Clock.EXTENSION, date(2026, 11, 2), calendar)) == [
            "Mon 2026-11-02: the request was received",
            "Decision on the request: 10 days, Act Art. 11(1) (Act No. 17690)",
            "  Counting (Act Art. 29(2)): the first day counts, Saturdays and public holidays do not.",
            "  First day: Mon 2026-11-02",
            "  Not counted: Sat 2026-11-07, Saturday",
            "  Not counted: Sun 2026-11-08, Sunday",
            "  Last day: Fri 2026-11-13",
            "Decision after extension: 10 days, Act Art. 11(2) (Act No. 17690)",
            "  Counting (Act Art. 29(2)): the first day counts, Saturdays and public holidays do not.",
            "  Runs from: Sat 2026-11-14",
            "  Not counted: Sat 2026-11-14, Saturday",
            "  Not counted: Sun 2026-11-15, Sunday",
            "  First day: Mon 2026-11-16",
            "  Not counted: Wed 2026-11-18, holiday set by the agency: City anniversary",
            "  Not counted: Sat 2026-11-21, Saturday",
            "  Not counted: Sun 2026-11-22, Sunday",
            "  Not counted: Sat 2026-11-28, Saturday",
            "  Not counted: Sun 2026-11-29, Sunday",
            "  Last day: Mon 2026-11-30",
        ]

    def test_calendar_period_names_each_day_its_end_moved_past(self):
        lines = law.explain(law.deadline(Clock.PARTIAL_DELIVERY, date(2026, 12, 31)))
        assert lines[-3:] == [
            "  The last day cannot be Sun 2027-02-28, Sunday",
            "  The last day cannot be Mon 2027-03-01, public holiday: Independence Movement Day",
            "  Last day: Tue 2027-03-02",
        ]
        assert "  Not counted: Thu 2026-12-31, the day of the event itself" in lines

    def test_substitute_holiday_is_named_after_its_holiday(self):
        lines = law.explain(law.deadline(Clock.DECISION, date(2026, 2, 27)))
        assert (
            "  Not counted: Mon 2026-03-02, public holiday: Substitute holiday for Independence Movement Day"
            in lines
        )

    def test_unsettled_counting_says_so(self):
        for choice, word in [("petitions", "civil petitions"), ("civil", "Civil Act")]:
            settings = law.Settings(before_article_29=choice)
            text = "\n".join(law.explain(law.deadline(Clock.DECISION, date(2019, 3, 5), settings=settings)))
            assert "not settled by the Act" in text
            assert word in text

    @pytest.mark.parametrize(
        ("clock", "sentence"),
        [
            (Clock.SILENCE, "objection, appeal or lawsuit (Act Art. 18(1), Act Art. 19(1), Act Art. 20(1))."),
            (Clock.DISCLOSURE_GAP, "From this day on disclosure is lawful (Act Art. 21(3))."),
            (Clock.UNCOLLECTED, "When this day has passed the case may be closed (Decree Art. 12(4))."),
        ],
    )
    def test_end_without_a_duty_says_what_it_brings(self, clock, sentence):
        assert law.explain(law.deadline(clock, date(2026, 11, 2)))[-1].endswith(sentence)

    def test_every_word_passes_through_gettext(self):
        asked = []

        def gettext(msgid: str) -> str:
            asked.append(msgid)
            return "".join(re.findall(r"\{\w+\}", msgid))  # keep the facts, drop the words

        lines = law.explain(law.deadline(Clock.OBJECTION_AFTER_SILENCE, date(2027, 2, 8)), gettext)
        assert "Korean New Year" in asked
        assert not re.search(r"[A-Za-z]", "".join(lines))

    @given(st.sampled_from(Clock), st.dates(date(2016, 12, 13), date(2030, 12, 31)))
    def test_days_off_can_be_recounted_from_the_text(self, clock, start):
        deadline = law.deadline(clock, start)
        text = "\n".join(law.explain(deadline))
        for leg in deadline.legs:
            for skip in leg.skipped:
                assert skip.day.isoformat() in text
            if leg.counting == law.Counting.WORKING:
                gone = sum(skip.day >= leg.starts for skip in leg.skipped)
                assert leg.last - leg.starts == timedelta(days=leg.amount + gone - 1)


class TestCitation:
    def test_parts_are_translated_one_by_one(self):
        korean = {
            "Act": "법",
            "Art. {number}": "제{number}조",
            "-{number}": "의{number}",
            "({number})": "제{number}항",
            " item {number}": "제{number}호",
        }
        assert law.cite("Act 11-2(1)2").text(korean.__getitem__) == "법 제11조의2제1항제2호"
        assert law.cite("Act 11-2(1)2").text(str) == "Act Art. 11-2(1) item 2"

    @pytest.mark.parametrize("text", ["Act", "11(1)", "Law 11(1)", "Act 11(1", "Act 11(1)2 "])
    def test_malformed_citation_is_refused(self, text):
        with pytest.raises(ValueError, match="not a citation"):
            law.cite(text)
