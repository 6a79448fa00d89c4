"""A form as rows of label and value in the reader's language, for the reading copy.

Labels are translated; what people wrote stays as it is. The order is the form's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import Gettext
from ckanext.seoulsquare.disclosure.notices.parts import Agency, Charges, Office, Officer
from ckanext.seoulsquare.disclosure.notices.required import is_empty
from ckanext.seoulsquare.disclosure.vocabulary import names

_VOCABULARY = {
    "methods": "methods",
    "deliveries": "deliveries",
    "grounds": "grounds",
    "result": "results",
    "cause": "objection_causes",
    "stance": "stances",
    "council_exemption": "council_exemptions",
}
"""Fields that hold codes, and the list that names them."""

_OF_FORM = {
    ("closing", "ground"): "closing_grounds",
    ("extension", "ground"): "extension_grounds",
    ("objection_decision", "result"): "objection_results",
}
"""The same where a form uses a list of its own."""

_ON_ONE_LINE = (Agency, Office, Officer)

_WON = frozenset({"fee", "postage", "reduction"})


@dataclass(frozen=True)
class Row:
    """A label with its text, or with the rows of a part."""

    label: str
    text: str = ""
    rows: tuple[Row, ...] = ()


def rows(form: Any, language: str, _: Gettext) -> tuple[Row, ...]:
    """The filled fields of a form or a part; `language` picks names of codes, `_` translates labels."""
    lists = {field: of for (name, field), of in _OF_FORM.items() if name == getattr(form, "name", "")}
    found = []
    for field in dataclasses.fields(form):
        value = getattr(form, field.name)
        msgid = field.metadata["label"]
        label = _(msgid)
        if value is False or is_empty(value):
            continue
        if isinstance(value, _ON_ONE_LINE):
            found.append(Row(label, _line(value)))
        elif dataclasses.is_dataclass(value):
            if inner := rows(value, language, _):
                found.append(Row(label, rows=inner))
        elif isinstance(value, tuple):
            for number, one in enumerate(value, 1):
                heading = f"{label} {number}" if len(value) > 1 else label
                if isinstance(one, _ON_ONE_LINE):
                    found.append(Row(heading, _line(one)))
                else:
                    found.append(Row(heading, rows=rows(one, language, _)))
        else:
            codes = lists.get(field.name) or _VOCABULARY.get(field.name)
            known = names(codes, language) if codes else {}
            found.append(Row(label, _text(value, field.name, known, _)))
    if isinstance(form, Charges):
        found.append(Row(_("To pay"), _text(form.total, "fee", {}, _)))
    return tuple(found)


def _line(value: Any) -> str:
    texts = (getattr(value, field.name) for field in dataclasses.fields(value))
    return ", ".join(text for text in texts if text)


def _text(value: Any, field: str, known: Mapping[str, str], _: Gettext) -> str:
    if value is True:
        return _("Yes")
    if isinstance(value, date):
        return value.isoformat()
    if field in _WON:
        return _("{amount} won").format(amount=f"{value:,}")
    if isinstance(value, frozenset):
        chosen = [code for code in known if code in {str(getattr(one, "value", one)) for one in value}]
        return " · ".join(f"{code} {known[code]}" if code.isdecimal() else known[code] for code in chosen)
    code = str(getattr(value, "value", value))
    return known.get(code, code)
