"""Which steps the law allows: the Act's table, each condition from both sides, walks through the machine."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.seoulsquare.disclosure.law import Clock
from ckanext.seoulsquare.disclosure.states import (
    Case,
    Item,
    ItemResult,
    StepRefusedError,
    ThirdParty,
    advance,
    check,
    lawful_steps,
    load_table,
)
from ckanext.seoulsquare.disclosure.states.guards import EXEMPT_FROM_COUNCIL, GUARDS
from ckanext.seoulsquare.disclosure.states.page import render

TODAY = date(2026, 11, 10)
EARLIER, LATER = date(2026, 11, 9), date(2026, 11, 13)
PAGE = Path(__file__).parents[2] / "docs" / "disclosure-states.md"
TABLE = load_table()

OPEN = Item(ItemResult.OPEN)
CLOSED = Item(ItemResult.CLOSED, frozenset({6}), "names of citizens")
PARTIAL = Item(
    ItemResult.PARTIAL, frozenset({5}), "bids", in_review=True, review_stage="bidding", review_ends=LATER
)
NOT_HELD = Item(ItemResult.NOT_HELD, reason="never made")

THE_ACTS_TABLE = {
    "Decide": ("Act Art. 11(1)", "submit_decision"),
    "Extend": ("Act Art. 11(2)", "extend"),
    "Third party told": ("Act Art. 11(3)", "notify_third_party"),
    "Third party heard": ("Decree Art. 8(1)", "agree"),
    "Transfer": ("Act Art. 11(4)", "transfer"),
    "Treat as petition": ("Act Art. 11(5)", "treat_as_petition"),
    "Not held": ("Act Art. 11(5) item 1", "decide_not_held"),
    "Close repeated": ("Act Art. 11-2(1)", "close_repeated"),
    "Already published": ("Act Art. 11-2(2)", "close_published"),
    "Impossible method": ("Act Art. 11-2(2)", "close_impossible_method"),
    "Council": ("Act Art. 12(1)", "refer_to_council"),
    "Notice, open": ("Act Art. 13(1)", "decide_open"),
    "Large volume": ("Act Art. 13(3)", "deliver_in_parts"),
    "Not collected": ("Decree Art. 12(4)", "close_uncollected"),
    "Notice, refused": ("Act Art. 13(5)", "decide_refuse"),
    "Partial": ("Act Art. 14", "decide_partly"),
    "Review ended": ("Act Art. 9(1) item 5", "announce_review_end"),
    "Immediate": ("Act Art. 16", "disclose_immediately"),
    "Fees": ("Act Art. 17(1)", "record_payment"),
    "Reduction": ("Act Art. 17(2)", "reduce_fee"),
    "Objection": ("Act Art. 18(1)", "object"),
    "Council on objection": ("Act Art. 18(2)", "refer_objection"),
    "Objection extended": ("Act Art. 18(3)", "extend_objection"),
    "Objection upheld": ("Act Art. 18(3)", "uphold_objection"),
    "Objection dismissed": ("Act Art. 18(4)", "dismiss_objection"),
    "Objection rejected": ("Act Art. 18(4)", "reject_objection"),
    "Appeal": ("Act Art. 19(1)", "record_appeal"),
    "Lawsuit": ("Act Art. 20(1)", "record_lawsuit"),
    "Third-party request": ("Act Art. 21(1)", "ask_non_disclosure"),
    "If still disclosed": ("Act Art. 21(2)", "tell_third_party"),
    "Third party objects": ("Act Art. 21(2)", "third_party_object"),
}


def case(request: str = "processing", **facts) -> Case:
    return Case(TODAY, request=request, **facts)


def names(case: Case, role: str | None = None) -> set[str]:
    return {step.name for step in lawful_steps(case, role)}


def inputs(name: str, **more) -> dict:
    return {
        need: permitted[0] if permitted else "x" for need, permitted in TABLE.steps[name].needs.items()
    } | more


def refusal(name: str, case: Case, party: ThirdParty | None = None, **given) -> StepRefusedError:
    with pytest.raises(StepRefusedError) as caught:
        check(name, case, TABLE.steps[name].who[0], inputs(name, **given), party)
    return caught.value


def allowed(name: str, case: Case, party: ThirdParty | None = None, **given) -> bool:
    return check(name, case, TABLE.steps[name].who[0], inputs(name, **given), party) is TABLE.steps[name]


class TestTable:
    @pytest.mark.parametrize(("article", "name"), THE_ACTS_TABLE.values(), ids=list(THE_ACTS_TABLE))
    def test_the_acts_steps_exist_under_their_article(self, article, name):
        assert TABLE.steps[name].article.text(str) == article

    def test_every_name_is_given_in_three_languages(self):
        labels = [step.label for step in TABLE.steps.values()]
        labels += [*TABLE.roles.values(), *TABLE.forms.values(), *TABLE.inputs.values()]
        labels += [label for track in TABLE.tracks.values() for label in track.states.values()]
        assert all(label.keys() == {"ko", "zh", "en"} and all(label.values()) for label in labels)

    def test_every_condition_and_input_is_used(self):
        assert {guard for step in TABLE.steps.values() for guard in step.guards} == GUARDS.keys()
        assert {need for step in TABLE.steps.values() for need in step.needs} == TABLE.inputs.keys()

    def test_every_clock_is_started_by_a_step_or_follows_silence(self):
        started = {clock for step in TABLE.steps.values() for clock in step.starts}
        assert set(Clock) - started == {Clock.OBJECTION_AFTER_SILENCE}

    @pytest.mark.parametrize("track", TABLE.tracks)
    def test_every_state_can_be_reached_from_the_first(self, track):
        reached = {TABLE.tracks[track].start}
        for _round in TABLE.steps:
            for step in TABLE.steps.values():
                if step.track == track and step.target and reached & set(step.sources):
                    reached.add(step.target)
        assert reached == TABLE.tracks[track].states.keys()

    def test_facts_that_steps_set_belong_to_a_case(self):
        fields = {field.name for field in dataclasses.fields(Case)}
        assert {fact for step in TABLE.steps.values() for fact in step.sets} <= fields

    def test_page_is_in_step(self):
        assert PAGE.read_text(encoding="utf-8") == render(), "make the page anew, see its head"


class TestOffers:
    def test_draft_can_only_be_filed(self):
        assert names(case("draft"), "requester") == {"file"}

    def test_draft_of_somebody_without_an_account_waits_for_the_address(self):
        assert names(case("draft", known=False), "requester") == {"file_without_account"}

    @pytest.mark.parametrize("state", ["transferred", "petition", "closed", "withdrawn"])
    def test_ended_case_offers_nothing(self, state):
        assert names(case(state, items=(CLOSED,), due={Clock.OBJECTION: LATER})) == set()

    def test_role_sees_its_own_steps_only(self):
        assert names(case("approval", items=(CLOSED,)), "manager") == {"send_back", "decide_refuse"}
        assert names(case("approval", items=(CLOSED,)), "requester") == {"withdraw"}

    def test_refused_request_offers_the_objection(self):
        refused = case("refused", items=(CLOSED,), due={Clock.OBJECTION: TODAY})
        assert names(refused, "requester") == {"object"}

    def test_step_is_offered_when_it_is_lawful_for_one_of_the_third_parties(self):
        parties = (ThirdParty("agreed"), ThirdParty("notified", LATER))
        assert "ask_non_disclosure" in names(case(third_parties=parties))
        assert "ask_non_disclosure" not in names(case(third_parties=parties[:1]))


class TestRefusals:
    def test_wrong_state_names_the_article(self):
        error = refusal("transfer", case("decided"))
        assert str(error) == (
            "«Transfer to the agency that holds it» is not possible in the state «disclosure decided»."
            " (Act Art. 11(4))"
        )

    def test_refusal_speaks_the_readers_language(self):
        msgids = {
            "«{step}» is not possible in the state «{names}».": "«{names}» 상태에서 «{step}» 불가",
            "Act": "법",
            "Art. {number}": "제{number}조",
            "({number})": "제{number}항",
        }
        text = refusal("transfer", case("decided")).text(msgids.__getitem__, "ko")
        assert text == "«공개 결정» 상태에서 «소관기관 이송» 불가 (법 제11조제4항)"

    def test_wrong_role(self):
        with pytest.raises(StepRefusedError, match="is not for you but for: disclosure manager"):
            check("decide_refuse", case("approval", items=(CLOSED,)), "officer")

    def test_missing_input(self):
        with pytest.raises(StepRefusedError, match=r"needs agency, reason\. \(Act Art\. 11\(4\)\)"):
            check("transfer", case(), "officer", {"agency": ""})

    def test_input_that_the_law_does_not_know(self):
        error = refusal("extend", case(due={Clock.DECISION: LATER}), ground=5)
        assert "needs ground" in str(error)

    def test_unknown_step(self):
        with pytest.raises(LookupError):
            check("frobnicate", case(), "officer")

    def test_third_party_step_without_a_third_party(self):
        assert "not notified" in str(refusal("agree", case()))


UPHELD = {"objection": "upheld"}
TOLD = (ThirdParty("told", LATER),)
BOTH_SIDES = [
    ("file", "Act Art. 10(1)", case("draft"), case("draft", known=False)),
    ("file_without_account", "Act Art. 10(1)", case("draft", known=False), case("draft")),
    ("extend", "Act Art. 11(2)", case(due={Clock.DECISION: TODAY}), case(due={Clock.DECISION: EARLIER})),
    (
        "extend",
        "Act Art. 11(2)",
        case(due={Clock.DECISION: TODAY}),
        case(due={Clock.DECISION: TODAY}, extended=True),
    ),
    ("submit_decision", "Act Art. 11(1)", case(items=(OPEN, CLOSED)), case(items=(OPEN, Item()))),
    (
        "submit_decision",
        "Act Art. 13(5)",
        case(items=(CLOSED,)),
        case(items=(Item(ItemResult.CLOSED, reason="x"),)),
    ),
    (
        "submit_decision",
        "Act Art. 13(5)",
        case(items=(CLOSED,)),
        case(items=(Item(ItemResult.CLOSED, frozenset({9}), "x"),)),
    ),
    (
        "submit_decision",
        "Act Art. 13(5)",
        case(items=(PARTIAL,)),
        case(items=(dataclasses.replace(PARTIAL, review_ends=None),)),
    ),
    (
        "submit_decision",
        "Act Art. 21(1)",
        case(items=(OPEN,), third_parties=(ThirdParty("notified", EARLIER),)),
        case(items=(OPEN,), third_parties=(ThirdParty("notified", TODAY),)),
    ),
    (
        "submit_decision",
        "Act Art. 12(1)",
        case(items=(OPEN,)),
        case(items=(OPEN,), council="reviewing_request"),
    ),
    (
        "decide_refuse",
        "Act Art. 14",
        case("approval", items=(CLOSED, NOT_HELD)),
        case("approval", items=(CLOSED, OPEN)),
    ),
    (
        "decide_not_held",
        "Act Art. 11(5) item 1",
        case("approval", items=(NOT_HELD,)),
        case("approval", items=(NOT_HELD, OPEN)),
    ),
    (
        "announce_review_end",
        "Act Art. 9(1) item 5",
        case("refused", items=(PARTIAL,)),
        case("refused", items=(CLOSED,)),
    ),
    (
        "announce_review_end",
        "Act Art. 9(1) item 5",
        case("refused", items=(PARTIAL,)),
        case("refused", items=(PARTIAL,), review_end_told=True),
    ),
    ("record_payment", "Act Art. 17(1)", case("decided", fee_owed=300), case("decided")),
    ("disclose", "Act Art. 17(1)", case("decided"), case("decided", fee_owed=300)),
    (
        "disclose",
        "Act Art. 21(2)",
        case("decided", third_parties=(ThirdParty("agreed"),)),
        case("decided", third_parties=(ThirdParty("opposed"),)),
    ),
    (
        "disclose",
        "Act Art. 21(3)",
        case("decided", third_parties=TOLD, due={Clock.DISCLOSURE_GAP: TODAY}),
        case("decided", third_parties=TOLD, due={Clock.DISCLOSURE_GAP: LATER}),
    ),
    ("disclose", "Act Art. 21(3)", case("decided"), case("decided", third_parties=TOLD)),
    (
        "close_uncollected",
        "Decree Art. 12(4)",
        case("decided", due={Clock.UNCOLLECTED: EARLIER}),
        case("decided", due={Clock.UNCOLLECTED: TODAY}),
    ),
    (
        "object",
        "Act Art. 18(1)",
        case("refused", items=(CLOSED,), due={Clock.OBJECTION: TODAY}),
        case("refused", items=(CLOSED,), due={Clock.OBJECTION: EARLIER}),
    ),
    (
        "object",
        "Act Art. 18(1)",
        case(due={Clock.SILENCE: EARLIER, Clock.OBJECTION_AFTER_SILENCE: LATER}),
        case(due={Clock.SILENCE: TODAY, Clock.OBJECTION_AFTER_SILENCE: LATER}),
    ),
    (
        "object",
        "Act Art. 18(1)",
        case("disclosed", items=(PARTIAL,), due={Clock.OBJECTION: TODAY}),
        case("disclosed", items=(OPEN,), due={Clock.OBJECTION: TODAY}),
    ),
    (
        "extend_objection",
        "Act Art. 18(3)",
        case("refused", objection="filed", due={Clock.OBJECTION_DECISION: TODAY}),
        case("refused", objection="filed", due={Clock.OBJECTION_DECISION: EARLIER}),
    ),
    (
        "extend_objection",
        "Act Art. 18(3)",
        case("refused", objection="filed", due={Clock.OBJECTION_DECISION: TODAY}),
        case("refused", objection="filed", due={Clock.OBJECTION_DECISION: TODAY}, objection_extended=True),
    ),
    ("refer_objection", "Act Art. 18(2)", case("refused", objection="filed"), case("refused")),
    (
        "dismiss_objection",
        "Act Art. 18(2)",
        case("refused", objection="filed", objection_heard=True),
        case("refused", objection="filed"),
    ),
    ("reopen", "Act Art. 18(3)", case("refused", **UPHELD), case("refused", reopened=True, **UPHELD)),
    ("reopen", "Act Art. 18(3)", case("refused", **UPHELD), case("refused", objection="dismissed")),
    ("record_appeal", "Act Art. 18(1)", case("decided", third_parties=TOLD), case("decided", items=(OPEN,))),
]


class TestConditions:
    @pytest.mark.parametrize(("name", "article", "lawful", "unlawful"), BOTH_SIDES)
    def test_from_both_sides(self, name, article, lawful, unlawful):
        assert allowed(name, lawful)
        assert refusal(name, unlawful).article.text(str) == article

    def test_every_condition_refuses_something_here(self):
        elsewhere = {"all_items_open", "items_partly_open", "third_party_in_time", "disclosure_date_lawful"}
        shown = {refusal(name, unlawful).msgid for name, _article, _lawful, unlawful in BOTH_SIDES}
        assert {name for name, guard in GUARDS.items() if guard.refusal not in shown} == elsewhere

    @pytest.mark.parametrize(("items", "name"), [((OPEN,), "decide_open"), ((OPEN, CLOSED), "decide_partly")])
    def test_kind_of_decision_follows_from_the_items(self, items, name):
        (other,) = {"decide_open", "decide_partly"} - {name}
        decision = case("approval", items=items, disclosure_by=LATER)
        assert allowed(name, decision, disclosure_on=LATER)
        assert refusal(other, decision, disclosure_on=LATER).msgid in {
            GUARDS["all_items_open"].refusal,
            GUARDS["items_partly_open"].refusal,
        }

    def test_disclosure_date_lies_within_ten_days_of_the_decision(self):
        decision = case("approval", items=(OPEN,), disclosure_by=EARLIER.replace(day=20))
        assert allowed("decide_open", decision, disclosure_on=date(2026, 11, 20))
        late = refusal("decide_open", decision, disclosure_on=date(2026, 11, 23))
        assert late.article.text(str) == "Decree Art. 12(1)"
        assert refusal("decide_open", decision, disclosure_on=EARLIER).article == late.article

    @pytest.mark.parametrize(
        ("facts", "given"),
        [
            ({}, {"requester_asked": True}),
            ({"fee_owed": 300}, {}),
            ({"third_parties": (ThirdParty("opposed"),)}, {}),
        ],
        ids=["requester asked", "fee unpaid", "third party opposed"],
    )
    def test_later_disclosure_date_has_its_reasons(self, facts, given):
        decision = case("approval", items=(OPEN,), disclosure_by=LATER, **facts)
        assert allowed("decide_open", decision, disclosure_on=date(2026, 12, 14), **given)

    @pytest.mark.parametrize("name", ["ask_non_disclosure", "record_oral_opinion"])
    def test_third_party_has_three_days(self, name):
        asked, late = ThirdParty("notified", TODAY), ThirdParty("notified", EARLIER)
        assert allowed(name, case(third_parties=(asked,)), asked)
        assert "period has ended" in str(refusal(name, case(third_parties=(late,)), late))

    @pytest.mark.parametrize("exemption", EXEMPT_FROM_COUNCIL)
    def test_objection_may_be_dismissed_without_the_council_for_a_reason_of_the_law(self, exemption):
        objected = case("refused", objection="filed")
        assert allowed("dismiss_objection", objected, council_exemption=exemption)
        assert refusal("dismiss_objection", objected, council_exemption="too busy")

    def test_objection_may_be_upheld_without_the_council(self):
        assert allowed("uphold_objection", case("refused", objection="filed"))

    def test_late_objection_is_received_by_the_officer(self):
        late = case("refused", items=(CLOSED,), due={Clock.OBJECTION: EARLIER})
        assert names(late, "requester") == set()
        assert allowed("receive_late_objection", late)


class TestAdvance:
    def test_only_the_steps_track_moves(self):
        before = case("refused", items=(CLOSED,), objection_heard=True)
        after = advance(before, TABLE.steps["object"])
        assert (after.request, after.objection, after.objection_heard) == ("refused", "filed", False)

    def test_third_parties_move_one_by_one(self):
        first = ThirdParty("notified", LATER)
        both = advance(case(third_parties=(first,)), TABLE.steps["notify_third_party"])
        after = advance(both, TABLE.steps["agree"], first)
        assert [party.state for party in after.third_parties] == ["agreed", "notified"]

    @settings(deadline=None)
    @given(st.data())
    def test_no_walk_leaves_the_table_or_extends_twice(self, data):
        items = data.draw(
            st.lists(st.sampled_from([OPEN, PARTIAL, CLOSED, NOT_HELD]), min_size=1, max_size=3)
        )
        clocks = {clock: data.draw(st.sampled_from([EARLIER, TODAY, LATER])) for clock in Clock}
        walk, done = (
            case("draft", items=tuple(items), due=clocks, fee_owed=data.draw(st.sampled_from([0, 300]))),
            [],
        )
        for _step in range(25):
            offers = lawful_steps(walk)
            if not offers:
                break
            step = data.draw(st.sampled_from(offers))
            parties = [party for party in walk.third_parties if party.state in step.sources]
            party = parties[0] if step.track == "third_party" and "absent" not in step.sources else None
            walk = advance(walk, step, party)
            done.append(step.name)
            assert walk.request in TABLE.tracks["request"].states
        assert done.count("extend") <= 1
        if walk.request == "disclosed" and "disclose" in done:
            assert walk.fee_owed == 0
            assert {item.result for item in walk.items} & {ItemResult.OPEN, ItemResult.PARTIAL}
