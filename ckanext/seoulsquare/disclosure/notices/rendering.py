"""From a form to an HTML page: the statutory document in Korean, or a reading copy in the reader's language.

Templates are Jinja files in `templates/seoulsquare/disclosure/forms/`, named after the forms. A city's folder
may hold files of the same names, which come first. All run in Jinja's sandbox with escaping on. A template
that does not print what the law demands is refused.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ckanext.seoulsquare.disclosure.law.messages import Gettext, Label, untranslated
from ckanext.seoulsquare.disclosure.notices.forms import Form
from ckanext.seoulsquare.disclosure.notices.reading import rows
from ckanext.seoulsquare.disclosure.notices.required import (
    MissingContentError,
    TemplateLacksContentError,
    find_gaps,
    required_fields,
)
from ckanext.seoulsquare.disclosure.states import load_table
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary

TEMPLATES = Path(__file__).parents[2] / "templates" / "seoulsquare" / "disclosure" / "forms"

_TITLES: dict[str, Label] = {
    "request": {"ko": "정보공개 청구서", "zh": "信息公开申请书", "en": "request for information"},
}
"""The table names form 1-2 after its lower part, the slip."""

_TAGS = {"ko": "ko", "zh": "zh-Hans", "en": "en"}


def render_html(
    form: Form, language: str = "ko", gettext: Gettext = untranslated, folder: Path | None = None
) -> str:
    """The form as an HTML page.

    In `ko` it is the statutory document; in `zh` or `en` a reading copy with labels in the language of
    `gettext`. `folder` is the city's folder of templates. Raises `MissingContentError` when the
    form lacks content that the law demands, `TemplateLacksContentError` when the template leaves some out.
    """
    if gaps := list(find_gaps(form)):
        raise MissingContentError(form.number, gaps)
    environment = _environment(folder)
    title = form_title(form)[language]
    if language != "ko":
        template = environment.get_template("reading_copy.html")
        table = rows(form, language, gettext)
        return template.render(form=form, title=title, rows=table, lang=_TAGS[language], _=gettext)
    template = environment.get_template(f"{form.name}.html")
    seen = _Seen(form)
    html = template.render(form=seen, title=title, words=load_vocabulary(), lang=_TAGS[language])
    if unseen := required_fields(form) - seen.fields:
        raise TemplateLacksContentError(f"{form.name}.html", sorted(unseen))
    return html


def form_title(form: Form) -> Label:
    """The form's name in each language, from the table of steps."""
    return _TITLES.get(form.name) or load_table().forms[form.number]


class _Seen:
    """A form that remembers which of its fields a template asked for."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.fields: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.fields.add(name)
        return getattr(self._form, name)


@lru_cache(maxsize=4)
def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    folders = [folder, TEMPLATES] if folder else [TEMPLATES]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=_day, won=_won)
    return environment


def _day(value: date | None) -> str:
    """A day as Korean documents write it; nothing for none."""
    return f"{value.year}년 {value.month}월 {value.day}일" if value else ""


def _won(value: int) -> str:
    return f"{value:,}원"
