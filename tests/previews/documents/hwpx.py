"""HWPX and HWPML."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.previews.documents.base import PLACES, halves, packed

_HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def hwpx(paragraphs: str) -> bytes:
    """An HWPX file of one section."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": '<p xmlns:o="o"><o:metadata><o:title>제목</o:title></o:metadata></p>',
        "Contents/section0.xml": f"<hs:sec {_HP}>{paragraphs}</hs:sec>",
    }
    return packed(members)


def paragraph(text: str, after: str = "") -> str:
    """A paragraph of one run, with something anchored in it."""
    return f"<hp:p><hp:run><hp:t>{escape(text)}</hp:t>{after}</hp:run></hp:p>"


def _list(name: str, text: str) -> str:
    return paragraph(
        "본문", f"<hp:ctrl><hp:{name}><hp:subList>{paragraph(text)}</hp:subList></hp:{name}></hp:ctrl>"
    )


PLACES["hwpx", "body"] = lambda text: hwpx(paragraph(text))
PLACES["hwpx", "body, in several runs"] = lambda text: hwpx(
    "<hp:p>" + "".join(f"<hp:run><hp:t>{escape(part)}</hp:t></hp:run>" for part in halves(text)) + "</hp:p>"
)
for _name, _where in [
    ("footNote", "footnote"),
    ("endNote", "endnote"),
    ("header", "header"),
    ("footer", "footer"),
    ("hiddenComment", "hidden_comment"),
]:
    PLACES["hwpx", _where] = lambda text, name=_name: hwpx(_list(name, text))
PLACES["hwpx", "memo"] = lambda text: hwpx(
    paragraph(
        "본문",
        f'<hp:ctrl><hp:fieldBegin type="MEMO"><hp:subList>{paragraph(text)}</hp:subList></hp:fieldBegin></hp:ctrl>',
    )
)
PLACES["hwpx", "text_box"] = lambda text: hwpx(
    paragraph(
        "본문", f"<hp:rect><hp:drawText><hp:subList>{paragraph(text)}</hp:subList></hp:drawText></hp:rect>"
    )
)
PLACES["hwpx", "table"] = lambda text: hwpx(
    paragraph(
        "", f"<hp:tbl><hp:tr><hp:tc><hp:subList>{paragraph(text)}</hp:subList></hp:tc></hp:tr></hp:tbl>"
    )
)
PLACES["hwpx", "description"] = lambda text: hwpx(
    paragraph("본문", f"<hp:pic><hp:shapeComment>{escape(text)}</hp:shapeComment></hp:pic>")
)
PLACES["hwpx", "preview_text"] = lambda text: packed(
    {
        "mimetype": "application/hwp+zip",
        "Contents/section0.xml": f"<hs:sec {_HP}>{paragraph('본문')}</hs:sec>",
        "Preview/PrvText.txt": text,
    }
)
PLACES["hwpx", "summary"] = lambda text: packed(
    {
        "mimetype": "application/hwp+zip",
        "Contents/section0.xml": f"<hs:sec {_HP}>{paragraph('본문')}</hs:sec>",
        "Contents/content.hpf": f'<p xmlns:o="o"><o:metadata><o:meta name="keyword">{escape(text)}</o:meta></o:metadata></p>',
    }
)
PLACES["hwpml", "body"] = lambda text: (
    f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8"><BODY><SECTION><P><TEXT><CHAR>{escape(text)}</CHAR></TEXT></P></SECTION></BODY></HWPML>'.encode()
)
