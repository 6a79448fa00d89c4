"""Collect the texts to translate into the catalogues (make messages).

A catalogue `i18n/<locale>/LC_MESSAGES/ckanext-seoulsquare.po` of the package holds three kinds of messages:

- our own, found in Python, templates and JavaScript;
- CKAN's and other extensions' that their own catalogues leave untranslated (in CKAN 2.12 40 % of Korean and
  47 % of Chinese);
- theirs that we word differently: whichever of their messages is put into the file stays there.

CKAN merges the catalogue after theirs, so ours wins. English has only the last kind.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import ckan

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ckanext/seoulsquare"
DOMAIN = "ckanext-seoulsquare"
TEMPLATE = PACKAGE / "i18n" / f"{DOMAIN}.pot"
CKAN = Path(ckan.__file__).parent
# What CKAN's own list of messages, ckan.pot, lacks is looked for in the sources.
OTHERS = (
    CKAN / "templates",
    *(CKAN.parent / "ckanext" / name for name in ("scheming", "xloader", "harvest", "dcat")),
)
LOCALES = ("ko_KR", "zh_Hans_CN", "en")
METHODS = [
    ("migration/**", "ignore"),
    ("public/**", "ignore"),
    ("tests/**", "ignore"),
    ("2.8_templates/**", "ignore"),  # scheming's for an older CKAN, which this one's extractor cannot read
    ("**.py", "python"),
    ("**.html", "ckan"),
    ("templates/**.txt", "ckan"),
    ("assets/**.js", "javascript"),
]
# Dates and names would change in every run and say nothing that git does not.
UNUSED_HEADERS = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
HEADER = "# Translations of ckanext-seoulsquare; see docs/translate.md."


def catalogue_path(locale: str) -> Path:
    """Where the catalogue of a language is kept."""
    return PACKAGE / "i18n" / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted(folder: Path, root: Path) -> Catalog:
    """Every message of the Python code, templates and scripts of a folder, with the files it comes from.

    :param root: what the places of the messages are relative to
    """
    found = Catalog(domain=DOMAIN, header_comment=HEADER, fuzzy=False)
    for file, _line, message, comments, context in extract_from_dir(
        folder, METHODS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        place = (folder / file).relative_to(root).as_posix()
        found.add(message, locations=[(place, None)], auto_comments=comments, context=context)
    return found


def read(path: Path, locale: str | None = None) -> Catalog:
    """A catalogue from its file; empty when there is none yet."""
    if not path.is_file():
        return Catalog(locale, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale, DOMAIN)


def other_messages() -> Catalog:
    """Every message of CKAN and of the extensions beside ours."""
    found = read(CKAN / "i18n/ckan.pot")
    for folder in OTHERS:
        for message in extracted(folder, CKAN.parent):
            if message.id and not found.get(message.id, message.context):
                found[message.id] = message
    return found


def other_translations(locale: str) -> Catalog:
    """How CKAN and the extensions beside ours translate their messages."""
    translations = read(CKAN / "i18n" / locale / "LC_MESSAGES/ckan.po", locale)
    for folder in OTHERS:
        for path in folder.glob(f"i18n/{locale}/LC_MESSAGES/*.po"):
            for message in read(path, locale):
                if message.id and not translations.get(message.id, message.context):
                    translations[message.id] = message
    return translations


def needed(locale: str, own: Catalog, others: Catalog, present: Catalog) -> Catalog:
    """The messages of others that the catalogue of a language must carry.

    :param locale: the language
    :param own: our messages; one that others have too counts as ours
    :param others: the messages of others
    :param present: our catalogue as it is; what it words differently stays
    """
    translations = other_translations(locale)
    found = Catalog(locale, domain=DOMAIN)
    for message in others:
        if not message.id or own.get(message.id, message.context):
            continue
        theirs = translations.get(message.id, message.context)
        ours = present.get(message.id, message.context)
        missing = locale != "en" and not (theirs and theirs.string and all(forms(theirs.string)))
        reworded = ours and not (theirs and ours.string == theirs.string)
        if missing or reworded:
            files = sorted({file for file, _line in message.locations})
            found.add(message.id, locations=[(file, None) for file in files], context=message.context)
    return found


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text as the tuple of its plural forms, which most texts have one of."""
    return (string,) if isinstance(string, str) else string


def catalogue(locale: str, own: Catalog, others: Catalog) -> Catalog:
    """The catalogue of a language brought in step with the sources, its translations kept."""
    present = read(catalogue_path(locale), locale)
    merged = Catalog(locale, domain=DOMAIN, header_comment=HEADER, fuzzy=False)
    for source in (own, needed(locale, own, others, present)):
        for message in source:
            known = present.get(message.id, message.context) if message.id else None
            if not message.id or (locale == "en" and not known):
                continue
            string = known.string if known and message.pluralizable == known.pluralizable else None
            merged.add(
                message.id,
                string,
                locations=message.locations,
                auto_comments=message.auto_comments,
                flags=message.flags,
                context=message.context,
            )
    return merged


def rendered(messages: Catalog) -> bytes:
    """A catalogue as the bytes of its file, the same for the same messages."""
    file = BytesIO()
    write_po(file, messages, width=100, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return b"".join(line for line in file.getvalue().splitlines(True) if not line.startswith(UNUSED_HEADERS))


def files() -> dict[Path, bytes]:
    """Every catalogue and the template, as they should be."""
    own = extracted(PACKAGE, ROOT)
    others = other_messages()
    wanted = {TEMPLATE: rendered(own)}
    for locale in LOCALES:
        wanted[catalogue_path(locale)] = rendered(catalogue(locale, own, others))
    return wanted


def main() -> None:
    """Write the files; say how many messages of each language wait for a translation."""
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for locale in LOCALES[:-1]:
        messages = [message for message in read(catalogue_path(locale), locale) if message.id]
        waiting = [message for message in messages if not all(forms(message.string))]
        sys.stdout.write(f"{locale}: {len(messages)} messages, {len(waiting)} to translate\n")


if __name__ == "__main__":
    main()
