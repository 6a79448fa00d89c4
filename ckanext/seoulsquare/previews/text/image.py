"""Images: what their metadata says, and their text by OCR where tesseract is installed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageSequence, UnidentifiedImageError

from ckanext.seoulsquare.previews import ocr
from ckanext.seoulsquare.previews.errors import DamagedError, LimitError, UnsupportedError
from ckanext.seoulsquare.previews.text.passage import Passage

Image.MAX_IMAGE_PIXELS = 200_000_000
_FRAMES = 500
_POINTERS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
_WINDOWS = (0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)  # XPTitle ... XPSubject: UTF-16 in bytes


def read(data: bytes) -> Iterator[Passage]:
    """Metadata and, page by page, the text that OCR finds; raises `UnsupportedError` without OCR."""
    yield from metadata(data)
    if not ocr.languages():
        raise UnsupportedError("the text of an image is read by tesseract, which is not installed")
    for number, frame in enumerate(frames(data), 1):
        if text := ocr.text(frame):
            yield Passage("body", text, number)


def frames(data: bytes) -> Iterator[Image.Image]:
    """The pages of a TIFF, the one picture of other formats, in RGB."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            several = picture.format == "TIFF"
            for number, frame in enumerate(ImageSequence.Iterator(picture) if several else [picture]):
                if number >= _FRAMES:
                    raise LimitError(f"more than {_FRAMES} pages")
                yield frame.convert("RGB")
    except Image.DecompressionBombError as error:
        raise LimitError(str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise DamagedError(f"image: {error}") from error


def metadata(data: bytes) -> Iterator[Passage]:
    """EXIF, comments, XMP and text chunks; nothing for data that is no image."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            blocks = [dict(exif), *(dict(exif.get_ifd(pointer)) for pointer in _POINTERS)]
            texts = [_string(value, tag in _WINDOWS) for block in blocks for tag, value in block.items()]
            texts += [
                _string(value) for key, value in picture.info.items() if key not in ("exif", "icc_profile")
            ]
            if photoshop := picture.info.get("photoshop"):
                texts += [_string(value) for value in photoshop.values()]
    except Image.DecompressionBombError as error:
        raise LimitError(str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, AttributeError):
        return
    for text in texts:
        if text:
            yield Passage("exif", text)


def _string(value: Any, utf16: bool = False) -> str:
    if isinstance(value, (tuple, list)):
        if value and all(isinstance(item, int) for item in value) and len(value) > 8:
            value = bytes(item & 0xFF for item in value)
        else:
            return " ".join(filter(None, (_string(item) for item in value)))
    if isinstance(value, bytes):
        if value[:8] == b"UNICODE\0":
            value, utf16 = value[8:], True
        value = value.removeprefix(b"ASCII\0\0\0").decode("utf-16-le" if utf16 else "utf-8", "replace")
    return untagged(value) if isinstance(value, str) else ""


def untagged(text: str) -> str:
    """Text without control characters; of tags (XMP), the values of their attributes."""
    text = re.sub(r"<[^>]{0,2000}>", lambda tag: " ".join(re.findall(r'"([^"]*)"', tag[0])) + " ", text)
    return re.sub(r"[\x00-\x1f\ufffd]+", " ", text).strip()
