"""Where previews are kept: a private storage of CKAN, by content hash.

Below `<first two digits>/<hash>/` lie `preview.pdf`, `text.txt`, `sizes.json` (widths and heights of pages),
of workbooks `sheets.json`, and for each page `NNNNN.json` and `NNNNN-large.webp`, `-medium` and `-thumb`;
below `masked/` the same of the masked copy, without a PDF and sheets. No address leads here: `shown.shown` is
the only door.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

from ckan.lib import files
from ckan.lib.files import exc

from ckanext.seoulsquare.previews import config
from ckanext.seoulsquare.previews.pages import SIZES

_MASKED = "masked/"
_TYPE = "application/octet-stream"  # doors know what they serve; guessing would cost time for each page


def page_file(number: int, ending: str, size: str = "") -> str:
    """Name of a file of a page; `LookupError` for a size that does not exist."""
    if size and size not in SIZES:
        raise LookupError(size)
    return f"{number:05}{'-' if size else ''}{size}.{ending}"


def place(content_hash: str, file: str = "", *, masked: bool = False) -> str:
    """Where a file of a content's preview lies in the storage."""
    return f"{content_hash[:2]}/{content_hash}/{_MASKED if masked else ''}{file}"


def read(location: str) -> bytes:
    """A whole file; `LookupError` if it does not exist."""
    try:
        return _storage().content(_data(location))
    except exc.MissingFileError as error:
        raise LookupError(location) from error


def stream(location: str) -> IO[bytes]:
    """A file to be read in pieces; `LookupError` if it does not exist."""
    try:
        return _storage().stream(_data(location))
    except exc.MissingFileError as error:
        raise LookupError(location) from error


def save(folder: Path, content_hash: str, *, masked: bool = False) -> None:
    """Keep what `pipeline.make` or `masking.mask` wrote to a folder; replaces what was there."""
    pages = json.loads((folder / "pages.json").read_bytes()) if (folder / "pages.json").is_file() else []
    for page in pages:
        _write(place(content_hash, page_file(page["number"], "json"), masked=masked), _json(page))
    sizes = [[page["width"], page["height"]] for page in pages]
    _write(place(content_hash, "sizes.json", masked=masked), _json(sizes))
    for path in sorted(folder.iterdir()):
        if path.suffix in {".webp", ".pdf", ".txt"} or path.name == "sheets.json":
            with path.open("rb") as file:
                _write(place(content_hash, path.name, masked=masked), file)


def has(content_hash: str, pages: int) -> bool:
    """Whether the preview of a content of so many pages is there, from the first page to the last."""
    names = ["text.txt", *(page_file(number, "webp", "large") for number in {1, pages} if pages)]
    return all(_storage().exists(_data(place(content_hash, name))) for name in names)


def fetch(content_hash: str, pages: int, folder: Path) -> None:
    """Write the pages of a preview back to a folder, as `masking.mask` wants them."""
    known = []
    for number in range(1, pages + 1):
        known.append(json.loads(read(place(content_hash, page_file(number, "json")))))
        name = page_file(number, "webp", "large")
        (folder / name).write_bytes(read(place(content_hash, name)))
    (folder / "pages.json").write_bytes(_json(known))


def remove(content_hash: str, pages: int) -> None:
    """Remove all that was kept for a content of so many pages."""
    names = ["preview.pdf", "text.txt", "sizes.json", "sheets.json"]
    for number in range(1, pages + 1):
        names += [page_file(number, "json"), *(page_file(number, "webp", size) for size in SIZES)]
    for masked in (False, True):
        for name in names:
            data = _data(place(content_hash, name, masked=masked))
            if _storage().exists(data):
                _storage().remove(data)


def _storage() -> Any:
    return files.get_storage(config.storage())


def _data(location: str) -> files.FileData:
    return files.FileData(files.Location(location))


def _write(location: str, content: Any) -> None:
    _storage().upload(files.Location(location), files.make_upload(content, _TYPE))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
