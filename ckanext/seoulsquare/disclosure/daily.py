"""What time alone brings about, once a day: `ckan seoulsquare deadlines`. Once more changes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, events, law
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.model import Case, Clock, Event, Message
from ckanext.seoulsquare.disclosure.service import clocks, drafting, files, notify, retention
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary

REMINDERS = (3, 1)
"""Working days before a deadline on which the officer is reminded."""
BATCH = 500
_OWED = {period.value for period in clocks.AGENCY}


def run(now: dt.datetime) -> Counter[str]:
    """Remind, tell of what is overdue or was never decided, remove what has expired, erase what may go.

    Returns how many of each. Commits case by case, so that one that fails does not hold up the others.
    """
    today = clock.day_of(now)
    done = Counter(dict.fromkeys(_TASKS, 0))
    for name, task in _TASKS.items():
        for case_id in list(task.due(today, now)):
            case = Case.locked(case_id)
            if case is not None and task.act(case, today, now):
                done[name] += 1
            Session.commit()
    done["mails"] = _retry_mails()
    Session.commit()
    return done


class _Task:
    """Which cases something is due in, and doing it in one of them."""

    def __init__(
        self,
        due: Callable[[dt.date, dt.datetime], Iterator[str]],
        act: Callable[[Case, dt.date, dt.datetime], bool],
    ) -> None:
        self.due = due
        self.act = act


# --- reminders and what was missed -------------------------------------------------------------------------


def _near(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    """Cases with a deadline of the agency within the days in which a reminder may fall."""
    days = clocks.calendar()
    last = today
    while law.working_days_left(today, last, days) < max(REMINDERS):
        last += dt.timedelta(days=1)
    yield from _with_clock(_OWED, Clock.due.between(today, last))


def _remind(case: Case, today: dt.date, now: dt.datetime) -> bool:
    days, reminded = clocks.calendar(), False
    for each in _owed(case):
        left = law.working_days_left(today, each.due, days)
        if left in REMINDERS and today < each.due and _first(case, "reminded", each, left):
            notify.officers(case, "reminder", once=f"{each.id}:{each.due}:{left}", **_words(each), left=left)
            _log(case, "reminded", now, each, left=left)
            reminded = True
    return reminded


def _missed(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    yield from _with_clock(_OWED, Clock.due < today)


def _tell_overdue(case: Case, today: dt.date, now: dt.datetime) -> bool:
    told = False
    for each in _owed(case):
        if each.due < today and _first(case, "overdue", each):
            notify.officers(case, "overdue", once=f"{each.id}:{each.due}:overdue", **_words(each))
            _log(case, "overdue", now, each)
            told = True
    return told


def _silent(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    yield from _with_clock({Period.SILENCE.value}, Clock.due < today)


def _tell_silence(case: Case, today: dt.date, now: dt.datetime) -> bool:
    """Twenty days have passed: the requester may object, appeal or sue (Act 18(1), 19(1), 20(1))."""
    running = {each.clock: each for each in Clock.running(case.id)}
    silence, objecting = running.get(Period.SILENCE.value), running.get(Period.OBJECTION_AFTER_SILENCE.value)
    if silence is None or silence.due >= today or not _first(case, "silence_reached", silence):
        return False
    until = objecting.due if objecting else None
    notify.requester(case, "silence", once=f"{silence.id}:{silence.due}:silence", day=until)
    _log(case, "silence_reached", now, silence, audience=("requester",))
    return True


def _waiting(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    last = today + dt.timedelta(days=max(REMINDERS))
    yield from _with_clock({Period.UNCOLLECTED.value}, Clock.due.between(today, last))


def _tell_uncollected(case: Case, today: dt.date, now: dt.datetime) -> bool:  # noqa: ARG001
    """What was disclosed waits to be collected, and the case may soon be closed (Decree 12(4))."""
    for each in Clock.running(case.id):
        if each.clock == Period.UNCOLLECTED.value and case.disclosure_on and case.disclosure_on <= today:
            once = f"{each.id}:{each.due}:uncollected"
            if Session.scalars(sa.select(Message.id).where(Message.once == once)).first():
                return False
            notify.requester(case, "uncollected", once=once, day=each.due)
            return True
    return False


# --- what ends ---------------------------------------------------------------------------------------------


def _expired(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    yield from dict.fromkeys(file.case_id for file in files.expired(today))


def _expire(case: Case, today: dt.date, now: dt.datetime) -> bool:
    ended = [file for file in files.expired(today) if file.case_id == case.id]
    places = [file.location for file in ended]
    for file in ended:
        files.forget(file, now)
    case.version += 1
    events.append(case, events.SYSTEM, "expired", now, detail={"files": len(ended)})
    Session.commit()
    files.remove_bytes(places)
    return bool(ended)


def _retained(today: dt.date, _now: dt.datetime) -> Iterator[str]:
    while batch := retention.due(today, BATCH):
        yield from batch
        if len(batch) < BATCH:
            return


def _erase(case: Case, today: dt.date, now: dt.datetime) -> bool:  # noqa: ARG001
    places = retention.erase(case, events.SYSTEM, now)
    Session.commit()
    files.remove_bytes(places)
    return True


def _forgotten(_today: dt.date, now: dt.datetime) -> Iterator[str]:
    yield from retention.forgotten(now, BATCH)


def _delete(case: Case, today: dt.date, now: dt.datetime) -> bool:  # noqa: ARG001
    places = files.places(case)
    drafting.delete(case)
    Session.commit()
    files.remove_bytes(places)
    return True


_TASKS = {
    "reminded": _Task(_near, _remind),
    "overdue": _Task(_missed, _tell_overdue),
    "silent": _Task(_silent, _tell_silence),
    "uncollected": _Task(_waiting, _tell_uncollected),
    "expired": _Task(_expired, _expire),
    "erased": _Task(_retained, _erase),
    "deleted": _Task(_forgotten, _delete),
}


def _with_clock(names: set[str], condition: sa.ColumnElement[bool]) -> Iterator[str]:
    """Cases in which one of these clocks runs and its last day is so."""
    query = sa.select(Clock.case_id).where(Clock.stopped_on.is_(None), Clock.clock.in_(names), condition)
    yield from Session.scalars(query.distinct().order_by(Clock.case_id)).all()


def _owed(case: Case) -> list[Clock]:
    """The agency's deadlines of a case; before a fee is paid it owes no disclosure, and none before the day
    announced.
    """
    found = []
    for each in Clock.running(case.id):
        waits = each.clock == Period.DISCLOSURE.value and (
            case.fee_owed or (case.disclosure_on or each.due) > each.due
        )
        if each.clock in _OWED and not waits:
            found.append(each)
    return found


def _first(case: Case, action: str, each: Clock, left: int | None = None) -> bool:
    """Whether the log does not tell of this deadline yet."""
    detail = {"clock": each.clock, "due": each.due.isoformat()} | ({} if left is None else {"left": left})
    query = sa.select(Event.number).where(
        Event.case_id == case.id, Event.action == action, Event.detail.contains(detail)
    )
    return Session.scalars(query.limit(1)).first() is None


def _log(  # noqa: PLR0913 - an event has these facts
    case: Case,
    action: str,
    now: dt.datetime,
    each: Clock,
    *,
    left: int | None = None,
    audience: tuple[str, ...] = (),
) -> None:
    detail = {"clock": each.clock, "due": each.due.isoformat()} | ({} if left is None else {"left": left})
    events.append(case, events.SYSTEM, action, now, detail=detail, audience=audience, party_id=each.party_id)
    Session.flush()


def _words(each: Clock) -> dict[str, object]:
    return {"clock": load_vocabulary()["clocks"][each.clock], "day": each.due}


def _retry_mails() -> int:
    """Mails that could not be sent wait again. Returns how many wait."""
    Session.execute(sa.update(Message).where(Message.state == "later").values(state="waiting"))
    return Session.scalars(
        sa.select(sa.func.count()).select_from(Message).where(Message.state == "waiting")
    ).one()
