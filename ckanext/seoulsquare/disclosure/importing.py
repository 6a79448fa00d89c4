"""Past requests in the field names of open.go.kr: from a row to a checked value. No CKAN, no database.

Only concluded requests can be taken. Columns that hold nothing we keep are passed over; the requester's name
and the words of the request are the only personal data that are read, and are sealed where they are kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import N_, Gettext, untranslated

FIELDS = {
    "rqestRceptNo": "receipt_number",
    "rqestSj": "title",
    "rqestCn": "content",
    "rqestDt": "requested_on",
    "rceptDt": "received_on",
    "prcsInsttNm": "agency",
    "rqestInsttNm": "agency_asked",
    "opetrDeptNm": "department",
    "othbcSeNm": "result",
    "insttRqestProcStNm": "state",
    "othbcStleSeNm": "methods",
    "recptMthSeNm": "deliveries",
    "decsnCn": "decision",
    "clsdrResnNm": "grounds",
    "clsdrResnCn": "reason",
    "trnsfInsttNmCn": "transferred_to",
    "othbcPrearngeDt": "disclosure_on",
    "othbcOprtnDt": "disclosed_on",
    "nticeDt": "notified_on",
    "feeSumAmt": "fee",
    "feeRdcxptYn": "fee_reduced",
    "sanctnDocNo": "document_number",
    "aplPn": "requester",
}
"""The columns that are read, and what they are here; `aplPn`, the requester, is the National Assembly's."""

RESULTS = {
    "공개": "open",
    "전부공개": "open",
    "부분공개": "partial",
    "비공개": "closed",
    "정보부존재": "not_held",
    "부존재": "not_held",
    "즉시처리": "immediate",
    "즉시공개": "immediate",
    "이송": "transferred",
    "기관이송": "transferred",
    "진정·질의": "petition",
    "민원이첩": "petition",
    "민원이송": "petition",
    "종결": "repeated",
    "반복종결": "repeated",
    "취하": "withdrawn",
}

METHODS = {
    "열람·시청": "view",
    "열람": "view",
    "시청": "view",
    "사본·출력물": "copy",
    "사본": "copy",
    "출력물": "copy",
    "전자파일": "file",
    "복제·인화물": "duplicate",
    "복제": "duplicate",
    "인화물": "duplicate",
}

DELIVERIES = {
    "직접방문": "visit",
    "우편": "post",
    "팩스전송": "fax",
    "팩스": "fax",
    "모사전송": "fax",
    "정보통신망": "network",
    "전자우편": "network",
}

_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_GROUND = re.compile(r"(?:제\s*)?9\s*조\s*(?:제\s*)?1\s*항\s*(?:제\s*)?([1-8])\s*호|(?:제\s*)?([1-8])\s*호")
_DOTS = str.maketrans({"ㆍ": "·", "․": "·", "•": "·", "/": "·"})


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: the column, what it is, and what to do about it. Values are not repeated."""

    column: str
    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, _: Gettext = untranslated) -> str:
        """The fault in the reader's language."""
        return _("{column}: {problem}").format(
            column=self.column, problem=_(self.msgid).format(**self.values)
        )


class FaultyRowError(ValueError):
    """A row that cannot be taken; `faults` has all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.text() for fault in faults))


@dataclass(frozen=True, kw_only=True)
class PastRequest:
    """A concluded request. `agency` is the name as the row has it."""

    receipt_number: str
    title: str
    content: str
    received_on: dt.date
    agency: str
    result: str
    department: str = ""
    requester: str = ""
    methods: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    decision: str = ""
    grounds: tuple[int, ...] = ()
    reason: str = ""
    transferred_to: str = ""
    notified_on: dt.date | None = None
    disclosure_on: dt.date | None = None
    disclosed_on: dt.date | None = None
    fee: int = 0
    document_number: str = ""

    @property
    def concluded_on(self) -> dt.date:
        """The day on which it ended: the last that the row names."""
        return max(day for day in (self.notified_on, self.disclosed_on, self.received_on) if day)


def is_heading(columns: list[str]) -> bool:
    """Whether names of columns are those of open.go.kr, for the reader of lists."""
    return {"rqestRceptNo", "rqestSj"} <= set(columns)


def ignored(columns: list[str]) -> list[str]:
    """The columns that are passed over."""
    return [column for column in columns if column not in FIELDS]


def read(row: Mapping[str, Any], agency: str = "") -> PastRequest:
    """The request of a row; `agency` stands in where the row names none. Raises `FaultyRowError`."""
    return _Reading(row, agency).request()


class _Reading:
    """Reads one row and gathers its faults."""

    def __init__(self, row: Mapping[str, Any], agency: str) -> None:
        self._texts = {
            name: str(row[column]).strip() for column, name in FIELDS.items() if row.get(column) is not None
        }
        self._agency = agency
        self._faults: list[Fault] = []

    def request(self) -> PastRequest:
        result = self._result()
        received_on = self._day("received_on") or self._day("requested_on")
        if received_on is None:
            self._fault("received_on", N_("The day of receipt is missing. Give it as YYYY.MM.DD."))
        notified_on = self._day("notified_on")
        if notified_on is None and result in ("open", "partial", "closed", "not_held"):
            self._fault("notified_on", N_("A decided request needs the day of its notice."))
        grounds = self._grounds()
        if result in ("partial", "closed") and not grounds:
            self._fault(
                "grounds", N_("What was withheld needs its item of Article 9(1), such as 제9조제1항제6호.")
            )
        agency = self._text("agency") or self._text("agency_asked") or self._agency
        if not agency:
            self._fault("agency", N_("No agency is named. Fill the column, or say which with --agency."))
        fields = {
            "receipt_number": self._needed("receipt_number"),
            "title": self._needed("title"),
            "methods": self._codes("methods", METHODS),
            "deliveries": self._codes("deliveries", DELIVERIES),
            "disclosure_on": self._day("disclosure_on"),
            "disclosed_on": self._day("disclosed_on"),
            "fee": self._won("fee"),
        }
        if self._faults or received_on is None:
            raise FaultyRowError(self._faults)
        return PastRequest(
            **fields,
            content=self._text("content") or fields["title"],
            received_on=received_on,
            notified_on=notified_on,
            agency=agency,
            result=result,
            grounds=grounds,
            department=self._text("department"),
            requester=self._text("requester"),
            decision=self._text("decision"),
            reason=self._text("reason"),
            transferred_to=self._text("transferred_to"),
            document_number=self._text("document_number"),
        )

    def _fault(self, name: str, msgid: str, **values: Any) -> None:
        column = next(column for column, field_name in FIELDS.items() if field_name == name)
        self._faults.append(Fault(column, msgid, values))

    def _text(self, name: str) -> str:
        return self._texts.get(name, "")

    def _needed(self, name: str) -> str:
        text = " ".join(self._text(name).split())
        if not text:
            self._fault(name, N_("This is missing. Fill it."))
        return text

    def _result(self) -> str:
        text = self._text("result").replace(" ", "").translate(_DOTS)
        if not text:
            self._fault("result", N_("The request was not concluded. Import it when it was."))
        elif text not in RESULTS:
            known = ", ".join(RESULTS)
            self._fault("result", N_("Unknown result. Known ones: {known}."), known=known)
        return RESULTS.get(text, "")

    def _day(self, name: str) -> dt.date | None:
        text = self._text(name)
        if not text:
            return None
        match = _DAY.match(text)
        try:
            if match:
                return dt.date(*(int(number) for number in match.groups() if number))
        except ValueError:
            pass  # no such day in the calendar
        self._fault(name, N_("This is no date. Give it as YYYY.MM.DD."))
        return None

    def _won(self, name: str) -> int:
        text = self._text(name).replace(",", "").removesuffix("원").strip()
        if text and not text.isdecimal():
            self._fault(name, N_("This is no amount. Give it in whole won."))
            return 0
        return int(text or 0)

    def _codes(self, name: str, known: Mapping[str, str]) -> tuple[str, ...]:
        names = [part for part in re.split(r"[,;|]", self._text(name).translate(_DOTS)) if part.strip()]
        return tuple(dict.fromkeys(known.get(part.replace(" ", ""), "other") for part in names))

    def _grounds(self) -> tuple[int, ...]:
        return tuple(sorted({int(one or other) for one, other in _GROUND.findall(self._text("grounds"))}))
