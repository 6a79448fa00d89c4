"""Requests for the same thing, handled together: the officer's steps on one are taken on all."""

from __future__ import annotations

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import events
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Item
from ckanext.seoulsquare.disclosure.states import Step

_OWN = frozenset({
    "record_payment", "reduce_fee", "record_appeal", "record_lawsuit", "close_uncollected", "close_repeated",
})  # fmt: skip
"""Officers' steps on the request that are about one requester only."""

_TOGETHER = ("filed", "processing")


def merge(case: Case, lead: Case) -> None:
    """Handle a case together with another from now on; both are held. `InvalidError` where they differ."""
    if case.id == lead.id or case.merged_into or lead.merged_into or Case.followers(case.id):
        raise InvalidError("into", N_("One of the two is merged already."))
    if case.agency_id != lead.agency_id:
        raise InvalidError("into", N_("Both have to be with one agency."))
    if case.request != lead.request or case.request not in _TOGETHER:
        raise InvalidError("into", N_("Both have to be at the same point, before a decision is drafted."))
    case.merged_into = lead.id


def goes_along(step: Step) -> bool:
    """Whether merged cases take the step too: those of staff on the request itself."""
    return step.track == "request" and bool(set(step.who) & set(events.STAFF)) and step.name not in _OWN


def copy_items(lead: Case, follower: Case, step: Step) -> None:
    """Give the follower the decisions that were drafted on the lead, when they are submitted."""
    if step.name != "submit_decision":
        return
    Session.execute(sa.delete(Item).where(Item.case_id == follower.id))
    for item in Item.of(lead.id):
        Session.add(
            Item(
                case_id=follower.id,
                position=item.position,
                sealed=item.sealed,
                result=item.result,
                grounds=item.grounds,
                reason=item.reason,
                in_review=item.in_review,
                review_stage=item.review_stage,
                review_ends=item.review_ends,
                documents=item.documents,
            )
        )
    Session.flush()
