"""Figures, registers, notices, and the import of past requests."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session
from ckan.types import Context

from ckanext.seoulsquare.disclosure import (
    clock,
    config,
    importing_write,
    registers_query,
    states,
    statistics_now,
    statistics_report,
)
from ckanext.seoulsquare.disclosure.letters import NoFormError, form_of
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.model import Access, Event
from ckanext.seoulsquare.disclosure.notices import MissingContentError, render_html
from ckanext.seoulsquare.disclosure.notices.rendering import form_title
from ckanext.seoulsquare.disclosure.registers import Table, objection_table, request_table
from ckanext.seoulsquare.disclosure.service import office

MOST_ROWS = 1_000
_FIRST_YEAR = 1998  # the Act came into force


@tk.side_effect_free
def seoulsquare_disclosure_statistics(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give the figures on requests: of all time, of a year, or of one of its months.

    What each figure counts is defined in docs/disclosure-forms.md.

    :param year: the year in which the requests were received (optional)
    :param month: 1 to 12, with `year` (optional)
    :param agency: name of an agency (optional; of all without it)
    :returns: `year`, `month`, `agency` as asked; `total`, `years`, `months`, `agencies`: figures, with the
        key that they are by; `grounds`: item of Art 9(1) → requests; `objections`. A rate is in percent
        or null
    """
    tk.check_access("seoulsquare_disclosure_statistics", context, data_dict)
    year, month = border.whole(data_dict, "year", None), border.whole(data_dict, "month", None)
    if year is not None and not _FIRST_YEAR <= year <= 9999:
        raise tk.ValidationError({"year": [tk._("A year since {year} is wanted.").format(year=_FIRST_YEAR)]})
    if month is not None and (year is None or not 1 <= month <= 12):
        raise tk.ValidationError({"month": [tk._("A month of a year is wanted, 1 to 12.")]})
    agency = border.text(data_dict, "agency")
    return statistics_report.report(statistics_now.current(), year, month, agency)


@tk.side_effect_free
def seoulsquare_disclosure_register(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Read the register of requests (form 4) of one's agencies; requesters are masked.

    :param agency: id or name of an agency (optional; all that one is an officer of)
    :param since: first day of receipt, with `until` (optional)
    :param q: a receipt number, or words of the subject (optional)
    :param result: a result of requests (optional)
    :param limit: at most 1,000, default 100
    :param offset: how many to pass over
    :returns: `count`; `columns`, a list of `{name, label}` in the reader's language; `results`, dicts by the
        columns' names
    """
    tk.check_access("seoulsquare_disclosure_register", context, data_dict)
    count, entries = registers_query.requests(_search(context, data_dict))
    names = states.load_table().tracks["request"].states
    return _as_dict(count, request_table(entries, names, tk.h.seoulsquare_language(), tk._))


@tk.side_effect_free
def seoulsquare_disclosure_objection_register(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Read the register of objections (form 11) of one's agencies; objectors are masked.

    Input and output are those of `seoulsquare_disclosure_register`; days are those of the objections.
    """
    tk.check_access("seoulsquare_disclosure_objection_register", context, data_dict)
    count, entries = registers_query.objections(_search(context, data_dict))
    return _as_dict(count, objection_table(entries, tk.h.seoulsquare_language(), tk._))


def seoulsquare_disclosure_notice_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Make the statutory form that an event of a case sent out or took in.

    Staff say what they need it for; it is logged, for forms hold personal data.

    :param id: the case, or `token`
    :param event: number of the event
    :param language: `ko` (the document), `zh` or `en` (a reading copy); default `ko`
    :param purpose: staff: why it is read
    :returns: `form` (its number in the Enforcement Rule), `title`, `language`, `html`
    """
    tk.check_access("seoulsquare_disclosure_notice_show", context, data_dict)
    case, who = border.opened(context, data_dict)
    language = border.text(data_dict, "language") or "ko"
    if language not in ("ko", "zh", "en"):
        raise tk.ValidationError({"language": [tk._("Unknown value")]})
    event = Session.scalars(
        sa.select(Event).where(Event.case_id == case.id, Event.number == border.whole(data_dict, "event", 0))
    ).one_or_none()
    if event is None or not (
        who.is_staff or (event.party_id == who.party_id if who.party_id else "requester" in event.audience)
    ):
        raise tk.ObjectNotFound(tk._("Request not found"))
    try:
        form = form_of(case, event)
        html = render_html(form, language, tk._, config.forms_folder())
    except NoFormError:
        raise tk.ObjectNotFound(tk._("This step has no form")) from None
    except MissingContentError as error:
        raise tk.ValidationError({"form": [error.text(tk._)]}) from error
    if who.is_staff:
        purpose = border.text(data_dict, "purpose", needed=True)
        with border.writing():
            Session.add(
                Access(
                    user_id=who.user_id,
                    role=who.roles[0],
                    case_id=case.id,
                    agency_id=case.agency_id,
                    what=f"form {form.number}",
                    purpose=purpose,
                )
            )
    return {"form": form.number, "title": form_title(form)[language], "language": language, "html": html}


def seoulsquare_disclosure_import(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Import concluded requests in the field names of open.go.kr; the same again changes nothing.

    :param rows: dicts by open.go.kr's names, at most 1,000
    :param agency: name or title of the agency of rows that name none (optional)
    :param dry_run: say what would be done and write nothing (optional)
    :returns: `created`, `updated`, `unchanged`, `rejected`; `faults`, a list of `{line, column, problem}`,
        lines counted from 1
    """
    tk.check_access("seoulsquare_disclosure_import", context, data_dict)
    rows = border.listed(data_dict, "rows")
    if len(rows) > MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        message = tk._("A list of at most {most} dicts is wanted.").format(most=MOST_ROWS)
        raise tk.ValidationError({"rows": [message]})
    outcome = importing_write.take(
        enumerate(rows, 1),
        border.text(data_dict, "agency"),
        clock.now(),
        dry_run=tk.asbool(data_dict.get("dry_run", False)),
    )
    faults = [
        {"line": line, "column": fault.column, "problem": fault.text(tk._)} for line, fault in outcome.faults
    ]
    return {**vars(outcome), "faults": faults}


def _search(context: Context, data: dict[str, Any]) -> registers_query.Search:
    user = border.user_of(context)
    if user is None:
        raise tk.NotAuthorized
    with border.refusing():
        scope = office.scope(user, data.get("agency") or "")
    return registers_query.Search(
        agencies=scope.agencies,
        council_only=scope.council_only,
        since=border.day(data, "since"),
        until=border.day(data, "until"),
        q=border.text(data, "q"),
        result=border.text(data, "result"),
        limit=border.whole(data, "limit", 100, MOST_ROWS),
        offset=border.whole(data, "offset", 0),
    )


def _as_dict(count: int, table: Table) -> dict[str, Any]:
    columns = [{"name": column.name, "label": column.heading(tk._)} for column in table.columns]
    names = [column.name for column in table.columns]
    return {
        "count": count,
        "columns": columns,
        "results": [{name: _plain(row[name]) for name in names} for row in table.rows],
    }


def _plain(value: Any) -> Any:
    """Days as ISO texts; the rest is JSON already."""
    return value.isoformat() if hasattr(value, "isoformat") else value
