"""A preview as one reader may see it: the door through which pages, text and images leave the room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ckanext.seoulsquare.previews import storage

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
        return f"{self.content_hash}{'-masked' if self.masked else ''}"

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

    def pdf(self) -> Iterator[bytes] | None:
        """The preview's PDF in pieces, which of a PDF is the original; none of a masked one."""
        return None if self.masked else storage.stream(self._place("preview.pdf"))

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
    raise NotImplementedError(resource_id, user)
