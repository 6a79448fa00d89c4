"""A case's rows as the value that the table of steps judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from ckanext.seoulsquare.disclosure import config, law, states
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.model import Case, Clock, Item, Party
from ckanext.seoulsquare.disclosure.service import clocks


class Facts(NamedTuple):
    """The case as a value, and its third parties by their id."""

    case: states.Case
    parties: dict[str, states.ThirdParty]


def of(case: Case, today: dt.date) -> Facts:
    """The states, clocks, items and third parties of a case on a day."""
    running = Clock.running(case.id)
    parties = {
        party.id: states.ThirdParty(party.state, _answer_due(party, running))
        for party in Party.third_parties(case.id)
    }
    due: dict[Period, dt.date] = {}
    for clock in running:
        period = Period(clock.clock)
        if not clock.party_id or period == Period.DISCLOSURE_GAP:
            due[period] = max(clock.due, due.get(period, clock.due))
    announced = law.deadline(Period.DISCLOSURE, today, clocks.calendar(), config.law_settings())
    return Facts(
        states.Case(
            today=today,
            request=case.request,
            third_parties=tuple(parties.values()),
            council=case.council,
            objection=case.objection,
            items=tuple(_item(item) for item in Item.of(case.id)),
            due=due,
            disclosure_by=announced.due,
            fee_owed=case.fee_owed,
            extended=case.extended,
            objection_extended=case.objection_extended,
            objection_heard=case.objection_heard,
            reopened=case.reopened,
            review_end_told=case.review_end_told,
            known=bool(case.user_id or case.written_by),
        ),
        parties,
    )


def _answer_due(party: Party, running: Sequence[Clock]) -> dt.date | None:
    wanted = {period.value for period in clocks.THIRD_PARTY}
    return min((c.due for c in running if c.party_id == party.id and c.clock in wanted), default=None)


def _item(item: Item) -> states.Item:
    return states.Item(
        result=states.ItemResult(item.result) if item.result else None,
        grounds=frozenset(item.grounds),
        reason=item.reason,
        in_review=item.in_review,
        review_stage=item.review_stage,
        review_ends=item.review_ends,
    )
