"""What a page says to a reader, and which of it is not in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

UNSEEN = {"script", "style", "template", "noscript", "code", "pre", "textarea"}
SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "aria-description", "aria-roledescription")

# Names that every language writes with these letters; `sample` is the source system of the bundled samples.
_NAMES = re.compile(
    r"\b(?:Seoul Square|Open Definition|CKAN|DataStore|Excel|GitHub|JavaScript|OpenStreetMap|PostgreSQL"
    r"|Python|Solr|Hancom|Open Data|Facebook|Turtle|Atom|BibTeX|Cookie|English|sample)\b"
)
# Addresses, names of files and of organizations, document numbers and code are of no language.
_NO_WORDS = re.compile(
    r"https?://\S+|\S+@\S+|\S*[/_=]\S*|[\w-]*(?:\.[\w-]+)+|\b[a-z]+(?:-[a-z]+)+\b|\S*\d\S*"
)
_LATIN_WORD = re.compile(r"[A-Za-z]*[a-z]{2,}[A-Za-z]*")


def spoken(page: BeautifulSoup) -> Iterator[str]:
    """Texts that a reader sees or hears in the language of the page: those marked as of another are left out.

    Text of records carries a `lang` attribute of its own, also where its language is the page's; what is of
    no language, as codes and addresses are, says `translate="no"`.
    """
    assert page.html
    yield from _spoken(page.html)


def _spoken(tag: Tag) -> Iterator[str]:
    for name in SPOKEN_ATTRIBUTES:
        if value := tag.get(name):
            yield _plain(str(value))
    if tag.name == "input" and tag.get("type") in ("submit", "button", "reset"):
        yield _plain(str(tag.get("value", "")))
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in UNSEEN and not _is_data(child):
                yield from _spoken(child)
        elif isinstance(child, NavigableString) and not isinstance(child, Comment) and _plain(child):
            yield _plain(child)


def _is_data(tag: Tag) -> bool:
    """Whether an element says that what is in it is of a language of its own, or of none."""
    return bool(tag.get("lang")) or tag.get("translate") == "no"


def untranslated(text: str, translations: Mapping[str, str]) -> bool:
    """Whether a text is an English message that has a translation, or has Latin words that are no names.

    :param translations: of messages, into a language that is not written in Latin letters
    """
    if translations.get(text, text) != text:
        return True
    return bool(_LATIN_WORD.search(_NO_WORDS.sub(" ", _NAMES.sub(" ", text))))


def _plain(text: str) -> str:
    return " ".join(text.split())
