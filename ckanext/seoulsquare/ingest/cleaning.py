"""Reading the cells of a list: the forms a declared format may name in `as:`.

Each reader takes the cell's text and gives the value as the archive keeps it, or None when the cell says
nothing about the field. It raises ValueError with the reason when the cell cannot be read. Empty cells never
get here. Forms of dates, money and classes are those of `documents.values`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from ckanext.seoulsquare.documents import values

Reader = Callable[[str], Any]

_BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+?\d{1,2}")
_SHORTENED = re.compile(r"\d(\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+")
_PERSON = re.compile(r"[가-힣]{2,4}")
_TELEPHONE = re.compile(r"(?:0\d{1,2}[-). ]?)?\d{3,4}[-. ]?\d{4}(?:~\d{1,4})?|\b1\d{2}\b")
_PLEDGE_HEADINGS = ("추진상황", "이행후", "정상추진", "완료", "사업구분", "총사업비")
_ISSN = re.compile(r"(?:ISSN\s*)?\d{4}-\d{3}[\dX]")
_EXPENSE_KINDS = {"전체": "all", "기관운영": "agency", "시책추진": "policy", "부서운영": "department"}
# Fields of local budgets by their names without blanks and dots; older budgets call some otherwise.
_BUDGET_FIELDS = {
    "일반공공행정": "010",
    "공공질서안전": "020",
    "교육": "050",
    "문화관광": "060",
    "환경": "070",
    "환경보호": "070",
    "사회복지": "080",
    "보건": "090",
    "농림해양수산": "100",
    "산업중소기업에너지": "110",
    "산업중소기업": "110",
    "교통물류": "120",
    "수송교통": "120",
    "국토지역개발": "140",
    "지역개발": "140",
    "과학기술": "150",
    "예비비": "160",
    "기타": "900",
}
_LICENCES = {
    "공공누리": "kogl",
    "제1유형": "kogl-1",
    "제2유형": "kogl-2",
    "제3유형": "kogl-3",
    "제4유형": "kogl-4",
}
_UNIT = re.compile(
    r"\s*[(（\[]\s*(?:단위\s*[:：]?\s*)?"
    r"((?:천|만|백만|천만|억|십억|조)?원|천명|명|인|개|개소|건|회|%|㎡|㎢|km|㎞|m|톤|대|세대|가구|년|일)\s*[)）\]]\s*$"
)


def text_of(cell: Any) -> str:
    """A cell as text, without blanks at its ends; absent values are empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str):
        plain = html.unescape(cell) if "&" in cell else cell
        return plain.replace("\xa0", " ").replace("\x00", "").strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def split_unit(heading: str) -> tuple[str, str]:
    """A heading without the unit in brackets at its end, and the unit: 금액(천원) -> 금액, 천원."""
    found = _UNIT.search(heading)
    return (heading[: found.start()].strip(), found.group(1)) if found else (heading, "")


def line(text: str) -> str:
    """Text of one line: line breaks and runs of blanks become one blank."""
    return " ".join(text.split())


def prose(text: str) -> str:
    """Text of several lines: breaks of HTML become line breaks, its other tags go."""
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines = [" ".join(part.split()) for part in plain.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def number(text: str) -> str:
    """A number without separators; spreadsheets write large ones as 3.25179E+11."""
    return f"{Decimal(text):f}" if _SCIENTIFIC.fullmatch(text) else values.parse_number(text)


def identifier(text: str) -> str:
    """What identifies a record; a number that software wrote with a point (21969352.0) loses it.

    One that a spreadsheet shortened (2.10146E+14) names another record, so it is not taken.
    """
    if _SHORTENED.fullmatch(text):
        raise ValueError("is a number that a spreadsheet shortened; export the column as text")
    return text.partition(".")[0] if re.fullmatch(r"\d+\.0+", text) else line(text)


def won(text: str) -> int:
    """An amount in won; a unit behind the number counts."""
    return values.parse_money(f"{Decimal(text):f}" if _SCIENTIFIC.fullmatch(text) else text)


def local_minute(text: str) -> str:
    """A moment on Seoul's clocks to the minute, as lists of expenses have it."""
    return values.parse_local_time(text)[:16].replace("T", " ")


def licence(text: str) -> str:
    """CKAN's id of a licence: `CC BY-NC-ND` -> `cc-by-nc-nd`."""
    for word, code in _LICENCES.items():
        if word in text.replace(" ", ""):
            return code
    return re.sub(r"[\s_]+", "-", text.lower())


def address(text: str) -> str:
    """An address of the web."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("is not an address of the web")
    return text


def address_with_id(text: str) -> str:
    """An address that names something by a number; empty for one that ends where the id should stand."""
    parts = urlsplit(address(text))
    return text if re.search(r"\d[^/=?]*$", parts.path + parts.query) else ""


def names(text: str) -> list[str]:
    """Several names in one cell, at commas and dots, or at blanks when all are names of persons."""
    parts = [part.strip() for part in re.split(r"[,;、ㆍ·|]|\s및\s", text) if part.strip()]
    if len(parts) == 1 and all(_PERSON.fullmatch(word) for word in parts[0].split()):
        return parts[0].split()
    return parts


def levels(text: str) -> list[str]:
    """The levels of a path that has > between them."""
    return [part.strip() for part in text.split(">") if part.strip()]


def telephone(text: str) -> str:
    """The first telephone number of a cell that may hold several, or words beside it."""
    found = _TELEPHONE.search(text)
    return values.parse_phone(found.group() if found else text)


def document_number_if_any(text: str) -> str:
    """A document number; empty for the bare registration numbers that some systems give instead."""
    try:
        return values.parse_document_number(text)
    except values.InvalidValue:
        return ""


def bracketed_grounds(text: str) -> list[str] | None:
    """Items of Art 9(1) behind a disclosure class, as in 부분공개(5,6); a bare class says nothing."""
    return values.parse_grounds(text) if "(" in text else None


def flagged_grounds(text: str) -> list[str]:
    """Items of Art 9(1) from a row of flags, one for each item: NNNNYYNN -> 5 and 6."""
    return [str(item) for item, flag in enumerate(text.upper(), 1) if flag == "Y"]


def isbn(text: str) -> str:
    """A book's number; lists put the number of a periodical into the same column."""
    return "" if _ISSN.fullmatch(text) else line(text)


def issn(text: str) -> str:
    """A periodical's number, nothing for a book's."""
    return text if _ISSN.fullmatch(text) else ""


def expense_kind(text: str) -> str:
    """The kind of business expenses that the title of a post names; several are `all`."""
    named = {code for word, code in _EXPENSE_KINDS.items() if word in text.replace(" ", "")}
    return named.pop() if len(named) == 1 else "all" if named else ""


def budget_field(text: str) -> str:
    """The code of a field of local budgets; empty for a field of another scheme."""
    return _BUDGET_FIELDS.get(re.sub(r"[\s·ㆍ및]|분야$", "", text), "")


def date_year(text: str) -> str:
    """The year of a date."""
    return values.parse_date(text)[:4]


def date_month(text: str) -> str:
    """The month of a date, without a leading zero."""
    return str(int(values.parse_date(text)[5:7]))


def untagged(text: str) -> str:
    """Text of one line without the tags in which search services wrap what was found."""
    return line(_TAG.sub("", text))


def hundred_million_won(text: str) -> int:
    """An amount in 억원, in won."""
    return values.parse_money(text, "hundred_million_won")


def pledge_title(text: str) -> str:
    """The name of a pledge: its number and the lines up to the first heading of the sheet."""
    lines = [line(part) for part in text.splitlines() if part.strip()]
    name = list(takewhile(lambda part: not part.replace(" ", "").startswith(_PLEDGE_HEADINGS), lines[:5]))
    return " ".join(name or lines[:1])


def first_of_range(text: str) -> str:
    """The first date of a period such as 2015-03-01~2017-12-31."""
    return values.parse_date(re.split(r"\s*[~∼～]\s*", text)[0])


def last_of_range(text: str) -> str:
    """The last date of a period."""
    return values.parse_date(re.split(r"\s*[~∼～]\s*", text)[-1])


READERS: dict[str, Reader] = {
    "line": line,
    "identifier": identifier,
    "prose": prose,
    "untagged": untagged,
    "date": values.parse_date,
    "minute": local_minute,
    "instant": values.parse_instant,
    "local_time": values.parse_local_time,
    "year": values.parse_year,
    "disclosure": values.parse_disclosure,
    "grounds": values.parse_grounds,
    "retention": values.parse_retention,
    "document_number": values.parse_document_number,
    "document_number_if_any": document_number_if_any,
    "telephone": telephone,
    "latitude": values.parse_latitude,
    "longitude": values.parse_longitude,
    "number": number,
    "won": won,
    "hundred_million_won": hundred_million_won,
    "pledge_title": pledge_title,
    "licence": licence,
    "address": address,
    "address_with_id": address_with_id,
    "names": names,
    "levels": levels,
    "bracketed_grounds": bracketed_grounds,
    "flagged_grounds": flagged_grounds,
    "isbn": isbn,
    "issn": issn,
    "expense_kind": expense_kind,
    "budget_field": budget_field,
    "date_year": date_year,
    "date_month": date_month,
    "first_of_range": first_of_range,
    "last_of_range": last_of_range,
}
"""What a format may write behind `as:`."""
