"""A preview as one reader may see it: the door through which pages, text and images leave the room."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import IO, Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.seoulsquare.documents.service import is_served
from ckanext.seoulsquare.previews import gate, storage
from ckanext.seoulsquare.previews.model import Content, Upload

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')  # what some system does not take in a name of a file
_LONGEST = 80  # characters: 240 bytes in Hangul, and systems take 255 with the ending

Word = list[float]
"""`[start, end, left, top, right, bottom]`: characters in the page's text, box in parts of the page."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page and its size in points, as it is shown (after its rotation)."""

    number: int
    width: float
    height: float


@dataclass(frozen=True)
class Shown:
    """The preview of a file, for a reader who may see it.

    Whoever holds one was allowed to see it when he asked; ask anew for each request. Reading happens when a
    method is called, page by page: a document of 3,000 pages costs no more than one of three.

    - `name`: what the file is called in downloads, with its ending (`회의록.hwpx`)
    - `status`: ok, scanned, clipped, encrypted, damaged, unsupported, too_large (see `pipeline.Preview`);
      there may be pages with any of them
    - `masked`: values are painted out and starred; there is neither a PDF nor the original
    - `notes`: `missing` (characters that the pages lack), `clipped` and `scanned` (page numbers), `fonts`
      (that were replaced)
    - `language`: tag of the record's language, e.g. `ko`
    - `public`: whether everybody may see it, so that caches may keep it
    - `version`: changes when the preview is made anew
    """

    resource_id: str
    package_id: str
    package_name: str
    content_hash: str
    name: str
    format: str
    status: str
    masked: bool
    public: bool
    language: str
    characters: int
    version: str
    notes: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[PageSize]:
        """All pages, in order."""
        sizes = json.loads(self._read("sizes.json"))
        return [PageSize(number, width, height) for number, (width, height) in enumerate(sizes, 1)]

    @property
    def has_text(self) -> bool:
        """Whether any page has text to search and select."""
        return self.characters > 0

    @property
    def etag(self) -> str:
        """Changes whenever anything that this object gives changes."""
        return f"{self.content_hash[:32]}-{self.version}{'-masked' if self.masked else ''}"

    def page(self, number: int) -> dict[str, Any]:
        """A page: `number`, `width`, `height`, `text`, `words`, `ocr` (its text was read from a picture).

        :raises LookupError: there is no such page
        """
        return json.loads(self._read(storage.page_file(number, "json")))

    def page_text(self, number: int) -> str:
        """The text of a page in reading order; `LookupError` where there is no such page."""
        return self.page(number)["text"]

    def words(self, number: int) -> list[Word]:
        """The boxes of the words of a page; `LookupError` where there is no such page."""
        return self.page(number)["words"]

    def text(self) -> str:
        """The whole text, pages apart by a form feed."""
        return self._read("text.txt").decode()

    def sheets(self) -> list[dict[str, Any]]:
        """Cells of a workbook as `sheets.Sheet` in plain values; none of other files and masked copies."""
        try:
            return json.loads(self._read("sheets.json"))
        except LookupError:
            return []

    def image(self, number: int, size: str = "large") -> bytes:
        """The picture of a page as WebP.

        :param size: large (1,240 pixels wide), medium (720) or thumb (160)
        :raises LookupError: there is no such page or size
        """
        return self._read(storage.page_file(number, "webp", size))

    def pdf(self) -> IO[bytes]:
        """The preview's PDF, which of a PDF is the original; `LookupError` where there is none (masked)."""
        return storage.stream(self._place("preview.pdf"))

    def _read(self, file: str) -> bytes:
        return storage.read(self._place(file))

    def _place(self, file: str) -> str:
        return storage.place(self.content_hash, file, masked=self.masked)


def shown(resource_id: str, user: Any) -> Shown | None:
    """The preview of a resource's file, if this reader may see it and if it was made.

    The reader needs what `resource_show` asks for; where an officer decided that only a masked copy is
    published, everybody else who may read the record gets that copy.

    :param user: a CKAN user or an anonymous one (`tk.current_user`)
    :returns: None when there is no such file, when it is hidden from this reader or when nothing was made of
        it: a door answers 404 to all of these
    """
    file, resource = Upload.get(resource_id), model.Resource.get(resource_id)
    content = Content.get(file.content_hash) if file and file.state == "made" else None
    if file is None or content is None or resource is None or resource.state != "active":
        return None
    public = is_public(resource_id)
    masked = not public and not _may("resource_show", user, resource_id)
    if masked:
        if not (file.decision == "masked" and content.masked and _may_read_but_for_gate(user, resource)):
            return None
        public = _may("package_show", model.AnonymousUser(), file.package_id)
    package = resource.package
    name = download_name(resource.name or "", resource.url or "", content.format)
    return Shown(
        resource_id=resource_id,
        package_id=file.package_id,
        package_name=package.name,
        content_hash=content.content_hash,
        name=gate.of_name(name).file if masked else name,
        format=content.format,
        status=content.status,
        masked=masked,
        public=public,
        language=package.extras.get("language") or "ko",
        characters=content.characters,
        version=f"{content.made.timestamp():.0f}",
        notes={**content.details, "note": content.note},
    )


def download_name(title: str, address: str, kind: str = "") -> str:
    """What a resource's file is called when it is downloaded: its title, with the ending it came with.

    CKAN keeps a name of Latin letters in the address, of which only the ending is used.

    :param kind: the format found in the file, for the ending of one that came without
    """
    # Of a name in Korean nothing but the ending is left there, ".hwp", which alone would count as a name.
    ending = PurePosixPath(f"_{PurePosixPath(address).name}").suffix or (f".{kind}" if kind else "")
    name = _UNSAFE.sub(" ", title).strip(" .") or PurePosixPath(address).stem or "file"
    return name if name.lower().endswith(ending.lower()) else name[:_LONGEST] + ending


def is_public(resource_id: str) -> bool:
    """Whether everybody may have a resource's file."""
    return _may("resource_show", model.AnonymousUser(), resource_id)


def _may_read_but_for_gate(user: Any, resource: model.Resource) -> bool:
    """Whether the record and its class let this reader have the file."""
    record = {**resource.package.extras, "type": resource.package.type}
    return _may("package_show", user, resource.package.id) and is_served(
        resource.extras or {}, record, datetime.now(UTC)
    )


def _may(auth: str, user: Any, id_: str) -> bool:
    context = Context(user=user.name, auth_user_obj=user)
    try:
        tk.check_access(auth, context, {"id": id_})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return False
    return True
