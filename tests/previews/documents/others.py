"""Text, pictures and containers."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

from tests.previews.documents.base import PLACES, packed, place
from tests.previews.documents.hwpx import hwpx, paragraph

for _encoding in ("utf-8", "cp949", "utf-16"):
    PLACES["text", f"body, {_encoding}"] = lambda text, encoding=_encoding: (
        f"가나다 안내문\n\n{text}\n".encode(encoding, "ignore")
    )
    PLACES["csv", f"table, {_encoding}"] = lambda text, encoding=_encoding: (
        f'번호,내용\n1,"{text}"\n2,없음\n'.encode(encoding, "ignore")
    )


def _picture(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, form, **options)
    return out.getvalue()


@place("jpeg", "exif")
def jpeg(text: str) -> bytes:
    """A picture with a description in its EXIF."""
    exif = Image.Exif()
    exif[0x9C9C] = text.encode("utf-16-le")  # comment, as Windows writes it
    return _picture("JPEG", exif=exif)


@place("jpeg", "exif, user comment")
def jpeg_comment(text: str) -> bytes:
    """A picture with a comment in its inner EXIF block."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + text.encode("utf-16-le")
    return _picture("JPEG", exif=exif)


@place("png", "exif")
def png(text: str) -> bytes:
    """A picture with a text chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text)
    return _picture("PNG", pnginfo=info)


PLACES["zip", "attachment/body"] = lambda text: packed({"문서.txt": text})
PLACES["zip", "attachment/attachment/body"] = lambda text: packed(
    {"a.zip": packed({"a.hwpx": hwpx(paragraph(text))})}
)
PLACES["zip", "file_name"] = lambda text: packed({f"{text.replace('/', '-')}.txt": "본문"})
