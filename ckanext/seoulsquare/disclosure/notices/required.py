"""What a form must say: fields carry the article that demands them, and an empty one is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.seoulsquare.disclosure.law import Citation, cite
from ckanext.seoulsquare.disclosure.law.messages import Gettext, untranslated


def part(label: str, required_by: str | None = None, **options: Any) -> Any:
    """A field of a form: its label (a msgid) and the article that demands it, if one does.

    `options` are those of `dataclasses.field`.
    """
    return dataclasses.field(metadata={"label": label, "required_by": required_by}, **options)


@dataclass(frozen=True)
class Gap:
    """Content that is missing: the field's path (`items[0].reason`), its label and the article."""

    path: str
    label: str
    article: Citation

    def text(self, _: Gettext = untranslated) -> str:
        """The gap in the reader's language."""
        return _("«{name}» is missing ({article})").format(name=_(self.label), article=self.article.text(_))


class MissingContentError(ValueError):
    """A form lacks what the law demands; `gaps` names each field and article."""

    def __init__(self, form: str, gaps: Sequence[Gap]) -> None:
        self.form = form
        self.gaps = tuple(gaps)
        super().__init__(f"form {form}: {'; '.join(f'{gap.path}: {gap.text()}' for gap in gaps)}")

    def text(self, _: Gettext = untranslated) -> str:
        """The refusal in the reader's language."""
        return _("The document cannot be made: {gaps}.").format(
            gaps=", ".join(gap.text(_) for gap in self.gaps)
        )


class TemplateLacksContentError(ValueError):
    """A template does not print a field that the law demands; `fields` names them."""

    def __init__(self, template: str, fields: Sequence[str]) -> None:
        self.template = template
        self.fields = tuple(fields)
        super().__init__(f"{template} does not show what has to be on the form: {', '.join(fields)}")


def gap(path: str, label: str, article: str) -> Gap:
    """A gap by its article's citation."""
    return Gap(path, label, cite(article))


def find_gaps(value: Any, path: str = "") -> Iterator[Gap]:
    """The gaps of a form or of a part of one, those of its parts included.

    `further_gaps` of a form, its conditions across fields, is asked once no demanded part is absent.
    """
    absent = False
    for field in dataclasses.fields(value):
        here = f"{path}.{field.name}" if path else field.name
        content = getattr(value, field.name)
        article = field.metadata.get("required_by")
        if article and is_empty(content):
            absent = absent or content is None
            yield gap(here, field.metadata["label"], article)
        elif dataclasses.is_dataclass(content):
            yield from find_gaps(content, here)
        elif isinstance(content, tuple):
            for number, one in enumerate(content):
                if dataclasses.is_dataclass(one):
                    yield from find_gaps(one, f"{here}[{number}]")
    if hasattr(value, "further_gaps") and not absent:
        for found in value.further_gaps():
            yield dataclasses.replace(found, path=f"{path}.{found.path}" if path else found.path)


def required_fields(form: Any) -> frozenset[str]:
    """Names of the form's own fields that some article demands and that are filled."""
    return frozenset(
        field.name
        for field in dataclasses.fields(form)
        if field.metadata.get("required_by") and not is_empty(getattr(form, field.name))
    )


def is_empty(content: Any) -> bool:
    """Whether nothing would be printed; zero and False are content."""
    if isinstance(content, str):
        return not content.strip()
    return content is None or (isinstance(content, (tuple, frozenset)) and not content)
