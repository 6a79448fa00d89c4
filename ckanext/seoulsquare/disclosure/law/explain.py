"""A deadline in words: every line of the sum, so that it can be checked with a calendar in hand."""

from __future__ import annotations

from datetime import date

from .citation import cite
from .clocks import Deadline, Leg, Skip
from .messages import N_, Gettext, untranslated
from .rules import CLOCKS, Clock, Counting

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

_CONSEQUENCES = {
    Clock.SILENCE: (
        N_("When this day has passed without a decision: objection, appeal or lawsuit ({articles})."),
        ("Act 18(1)", "Act 19(1)", "Act 20(1)"),
    ),
    Clock.DISCLOSURE_GAP: (N_("From this day on disclosure is lawful ({articles})."), ("Act 21(3)",)),
    Clock.UNCOLLECTED: (
        N_("When this day has passed the case may be closed ({articles})."),
        ("Decree 12(4)",),
    ),
}
"""What the end of a clock brings, where that is no duty to be done by then."""


def explain(deadline: Deadline, _: Gettext = untranslated) -> list[str]:
    """The lines that explain a deadline in the language of the given gettext, the due date excluded."""
    lines = [
        _("{day}: {event}").format(day=format_day(deadline.event, _), event=_(CLOCKS[deadline.clock].starts))
    ]
    for leg in deadline.legs:
        lines += _explain_leg(leg, _, runs_on=leg.starts > deadline.legs[0].last)
    if deadline.clock in _CONSEQUENCES:
        msgid, articles = _CONSEQUENCES[deadline.clock]
        lines.append(_(msgid).format(articles=", ".join(cite(article).text(_) for article in articles)))
    return lines


def format_day(day: date, _: Gettext) -> str:
    """The day with its weekday: `Fri 2026-11-13`."""
    return _("{weekday} {date}").format(weekday=_(WEEKDAYS[day.weekday()]), date=day.isoformat())


def _explain_leg(leg: Leg, _: Gettext, runs_on: bool) -> list[str]:
    lines = [
        _("{title}: {length}, {article} ({source})").format(
            title=_(CLOCKS[leg.rule.clock].title),
            length=_length(leg, _),
            article=cite(leg.rule.article).text(_),
            source=_source(leg.rule.source, _),
        ),
        "  " + _counting(leg, _),
    ]
    before = [skip for skip in leg.skipped if skip.day < leg.first]
    within = [skip for skip in leg.skipped if leg.first < skip.day < leg.full]
    moved = [skip for skip in leg.skipped if skip.day >= leg.full]
    if runs_on:
        lines.append("  " + _("Runs from: {day}").format(day=format_day(leg.starts, _)))
    lines += [_day_line(_("Not counted: {day}, {reason}"), skip, _) for skip in before]
    lines.append("  " + _("First day: {day}").format(day=format_day(leg.first, _)))
    lines += [_day_line(_("Not counted: {day}, {reason}"), skip, _) for skip in within]
    lines += [_day_line(_("The last day cannot be {day}, {reason}"), skip, _) for skip in moved]
    return [*lines, "  " + _("Last day: {day}").format(day=format_day(leg.last, _))]


def _day_line(form: str, skip: Skip, _: Gettext) -> str:
    return "  " + form.format(day=format_day(skip.day, _), reason=skip.reason.text(_))


def _length(leg: Leg, _: Gettext) -> str:
    form = _("{number} months") if leg.rule.unit == "month" else _("{number} days")
    return form.format(number=leg.amount)


def _source(source: str, _: Gettext) -> str:
    law, number = source.rsplit(" ", 1)
    form = _("Act No. {number}") if law == "Act" else _("Presidential Decree No. {number}")
    return form.format(number=number)


def _counting(leg: Leg, _: Gettext) -> str:
    if leg.rule.counting == Counting.UNSETTLED:
        if leg.counting == Counting.WORKING:
            return _(
                "Counting before 2020-12-22 (not settled by the Act, set by the operator): as for civil"
                " petitions, the first day counts, Saturdays and public holidays do not."
            )
        return _(
            "Counting before 2020-12-22 (not settled by the Act, set by the operator): by the Civil Act,"
            " from the next day, every day counts; a last day off moves to the next working day."
        )
    if leg.counting == Counting.WORKING:
        return _("Counting ({article}): the first day counts, Saturdays and public holidays do not.").format(
            article=cite("Act 29(2)").text(_)
        )
    return _(
        "Counting ({first}, {last}): from the next day, every day counts; a last day off moves to the next"
        " working day."
    ).format(first=cite("Civil Act 157").text(_), last=cite("Civil Act 161").text(_))
