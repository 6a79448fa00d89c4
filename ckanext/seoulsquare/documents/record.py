"""What every record's page shows, worked out before a template sees it."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Any

from babel import Locale
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents import structured, visibility
from ckanext.seoulsquare.documents.fields import RecordFields
from ckanext.seoulsquare.documents.files import File, record_files
from ckanext.seoulsquare.documents.kinds import KINDS
from ckanext.seoulsquare.documents.shown import Disclosure, Link, Related, RelatedGroup, Text, Withdrawal
from ckanext.seoulsquare.insight import service as insight

HANGUL = re.compile("[가-힣]")

RELATED = 8
"""Related records shown at most."""


class RecordPage(RecordFields):
    """One record, seen by one reader: language and rights are those of the current request."""

    # What it is
    @cached_property
    def title(self) -> Text:
        """The title in the reader's language, or as the source has it."""
        reader = tk.h.seoulsquare_language()
        translated = (self.pkg.get("title_translated") or {}).get(reader)
        return Text(translated, reader) if translated else Text(self.pkg["title"], self.language)

    @property
    def original_title(self) -> Text | None:
        """The title as the source has it, when another is shown first."""
        return None if self.title.text == self.pkg["title"] else Text(self.pkg["title"], self.language)

    @property
    def kind_label(self) -> str:
        """The kind's name."""
        return tk.h.scheming_language_text(self.kind.singular)

    @property
    def description(self) -> str:
        """The record in a sentence or two, for search engines and link previews."""
        text = "" if self.withdrawal else " ".join((self.pkg.get("notes") or "").split())[:200]
        return text or " · ".join([self.kind_label, *(item.text for item in self.summary)])

    @property
    def url(self) -> str:
        """The canonical address, in the reader's language."""
        return tk.h.url_for(f"{self.pkg['type']}.read", id=self.pkg["name"], _external=True)

    @property
    def foreign(self) -> bool:
        """Is the record in another language than the reader's?"""
        return self.language not in ("", tk.h.seoulsquare_language())

    @property
    def language_label(self) -> str:
        """The name of the record's language; what is no code, as in harvested records, stands as it is."""
        return Locale.parse(tk.h.lang()).languages.get(self.language, self.language)

    @property
    def language_tag(self) -> str:
        """The record's language as a `lang` attribute has it."""
        return self.language and tk.h.seoulsquare_language_tag(self.language)

    @cached_property
    def agency(self) -> Text:
        """The agency's name in the reader's language."""
        organization = self.pkg.get("organization")
        if not organization:
            return Text("")
        organization = tk.h.get_organization(organization["id"]) or organization
        shown = tk.h.seoulsquare_localized(organization, "title") or organization["name"]
        return Text(
            shown, self.language if shown == organization.get("title") else tk.h.seoulsquare_language()
        )

    @cached_property
    def summary(self) -> list[Text]:
        """Who and when, in the head of the page."""
        date = tk.h.seoulsquare_date(self.pkg.get("production_date"))
        facts = [self.agency, Text(self.pkg.get("department") or "", self.language), Text(date)]
        return [fact for fact in facts if fact.text]

    @cached_property
    def breadcrumb(self) -> list[Link]:
        """Category, then agency."""
        category, organization = self.pkg.get("category"), self.pkg.get("organization")
        crumbs = []
        if category:
            crumbs.append(Link(self.choice("category", category), tk.h.url_for(f"/category/{category}")))
        if organization:
            crumbs.append(Link(self.agency.text, tk.h.url_for(f"/agency/{organization['name']}")))
        return crumbs

    # What one may see
    @cached_property
    def can_edit(self) -> bool:
        """May the reader change the record?"""
        return tk.h.check_access("package_update", {"id": self.pkg["id"]})

    @property
    def withdrawal(self) -> Withdrawal | None:
        """When and why the record was withdrawn, if it was."""
        if not visibility.is_withdrawn(self.pkg):
            return None
        return Withdrawal(_local_day(self.pkg["withdrawn_at"]), self.pkg.get("withdrawal_reason") or "")

    @cached_property
    def disclosure(self) -> Disclosure:
        """The disclosure class with the grounds that withhold the rest."""
        code = visibility.disclosure_of(self.pkg)
        grounds = self.pkg.get("disclosure_grounds") or []
        return Disclosure(
            code=code,
            label=self.choice("disclosure", code) if code else tk._("Disclosure not stated"),
            grounds=[(item, self.choice("disclosure_grounds", item)) for item in grounds],
        )

    @cached_property
    def files(self) -> list[File]:
        """The files; withheld ones by name only."""
        return record_files(self.pkg, self._role_label)

    @property
    def download(self) -> File | None:
        """The main file, when it may be had."""
        return next((file for file in self.files if file.url and file.role in ("original", "minutes")), None)

    @property
    def request_url(self) -> str:
        """Where to ask for what is withheld; "" where nothing is, or where requests are not taken."""
        if self.disclosure.code == "open" or not p.plugin_loaded("seoulsquare_disclosure"):
            return ""
        return tk.h.url_for("/disclosure/new", document=self.pkg["name"])

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Resources whose rows lie in the DataStore."""
        return [resource for resource in self.pkg["resources"] if resource.get("datastore_active")]

    @property
    def is_wide(self) -> bool:
        """Does the record need the whole width of the page?"""
        return bool(self.tables)

    @property
    def views(self) -> int:
        """How often the record was opened."""
        return insight.total(self.pkg["id"])

    @property
    def changed(self) -> dt.date:
        """The day on which the record was last changed here."""
        return _local_day(self.pkg["metadata_modified"])

    @property
    def history_url(self) -> str:
        """Where the changes are listed; "" without CKAN's activity plugin."""
        if not p.plugin_loaded("activity"):
            return ""
        return tk.h.url_for("activity.package_activity", id=self.pkg["name"])

    # What may be done with it
    @property
    def licence(self) -> Link:
        """The terms of use, as the portal's list of licences names them."""
        return Link(self.pkg.get("license_title") or "", self.pkg.get("license_url") or "")

    @property
    def attribution(self) -> str:
        """Whom to name, as the Korea Open Government Licence asks: agency, year, work."""
        year = (self.pkg.get("production_date") or "")[:4]
        return ", ".join(part for part in [self._author, year, f"「{self.pkg['title']}」"] if part)

    @property
    def citation(self) -> str:
        """The record as a footnote names it."""
        number = self.pkg.get("document_number")
        address = tk.h.url_for(
            f"{self.pkg['type']}.read", id=self.pkg["name"], locale="default", _external=True
        )
        work = f"「{self.pkg['title']}」" + (f" ({number})" if number else "")
        parts = [self._author, self.pkg.get("department"), work, self.pkg.get("production_date"), address]
        return ", ".join(part for part in parts if part)

    @property
    def _author(self) -> str:
        """The agency's own name, not translated."""
        return (self.pkg.get("organization") or {}).get("title") or ""

    @property
    def structured_data(self) -> Markup | None:
        """The record for search engines; None for kinds that ckanext-dcat describes, and when withdrawn."""
        if self.withdrawal:
            return None
        thing = structured.describe(self.pkg, self.url, title=self.pkg["title"], licence_url=self.licence.url)
        return htmlsafe_json_dumps(thing, ensure_ascii=False) if thing else None

    @cached_property
    def related(self) -> list[RelatedGroup]:
        """Related records by what relates them, the nearest first."""
        found = tk.get_action("seoulsquare_document_related")({}, {"id": self.pkg["id"], "limit": RELATED})
        groups = [
            (label, [record for record in found if record["reason"] == reason])
            for reason, label in (
                ("cited", tk._("Cites or is cited")),
                ("task", tk._("Same task")),
                ("project", tk._("Same project or committee")),
                ("similar", tk._("Similar title")),
            )
        ]
        return [
            RelatedGroup(label, [_related(record) for record in records])
            for label, records in groups
            if records
        ]

    def reference(self, value: str) -> Link:
        """Where a reference leads: an address to itself, a name to its record, a number to a search."""
        if value.startswith(("https://", "http://")):
            return Link(value, value)
        try:
            pkg = tk.get_action("package_show")({}, {"id": value})
        except (tk.ObjectNotFound, tk.NotAuthorized):
            return Link(value, tk.h.url_for("/search", q=f'"{value}"'))
        return Link(pkg["title"], tk.h.url_for(f"{pkg['type']}.read", id=pkg["name"]))

    def _role_label(self, role: str) -> str:
        schema = tk.h.scheming_get_dataset_schema(self.pkg["type"])
        field = tk.h.scheming_field_by_name(schema["resource_fields"], "role")
        return tk.h.scheming_choices_label(field["choices"], role)


def _related(record: dict[str, Any]) -> Related:
    title = record["title"]
    return Related(
        title=Text(title, "ko" if HANGUL.search(title) else ""),
        url=tk.h.url_for(f"{record['type']}.read", id=record["name"]),
        kind=tk.h.scheming_language_text(KINDS[record["type"]].singular),
    )


def _local_day(moment: str) -> dt.date:
    """The day of a moment in UTC, with or without its zone, on the portal's clocks."""
    parsed = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (
        (parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC))
        .astimezone(tk.h.get_display_timezone())
        .date()
    )
