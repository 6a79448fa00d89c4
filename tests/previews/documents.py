"""Documents made for the tests: a text planted at one place of one format. `PLACES` lists them all."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image, PngImagePlugin

from tests.previews.compound import compound, properties

Maker = Callable[[str], bytes]
PLACES: dict[tuple[str, str], Maker] = {}


def _place(form: str, place: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        PLACES[form, place] = maker
        return maker

    return register


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


# --- HWP 5


def _record(tag: int, level: int, payload: bytes) -> bytes:
    head = tag | level << 10
    if len(payload) < 0xFFF:
        return struct.pack("<I", head | len(payload) << 20) + payload
    return struct.pack("<II", head | 0xFFF << 20, len(payload)) + payload


def _paragraph(text: str, level: int = 0, controls: bytes = b"") -> bytes:
    characters = f"{text}\r".replace("\t", "\t\0\0\0\0\0\0\t").encode("utf-16-le")
    return _record(66, level, bytes(22)) + _record(67, level + 1, controls + characters)


def _anchor(kind: str) -> bytes:
    """The eight units that hold a control's place in a paragraph."""
    return struct.pack("<H4s8xH", 11, kind[::-1].encode(), 11)


def _control(kind: str, text: str, extra: bytes = b"") -> bytes:
    header = kind[::-1].encode() + extra.ljust(44, b"\0")
    list_header = _record(72, 2, bytes(16))
    return _paragraph("본문", 0, _anchor(kind)) + _record(71, 1, header) + list_header + _paragraph(text, 2)


def hwp5(section: bytes, *, flags: int = 1, more: dict[str, bytes] | None = None) -> bytes:
    """An HWP 5 file of one section."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags)
    streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": _deflate(b"") if flags & 1 else b""}
    body = _deflate(section) if flags & 1 else section
    streams["ViewText/Section0" if flags & 4 else "BodyText/Section0"] = (
        _scrambled(body) if flags & 4 else body
    )
    return compound(streams | (more or {}))


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _scrambled(body: bytes) -> bytes:
    """A section as distribution copies keep it: key record in front, AES behind."""
    seed, state, position = 0x1234567, 0x1234567, 0
    record = bytearray(struct.pack("<I", seed) + bytes(range(100, 200)) + bytes(152))
    key = bytes(record[4 + (seed & 15) : 20 + (seed & 15)])
    while position < 256:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        byte = state >> 16 & 0xFF
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        run = (state >> 16 & 15) + 1
        for at in range(max(position, 4), min(position + run, 256)):
            record[at] ^= byte
        position += run
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return _record(28, 0, bytes(record)) + encryptor.update(body.ljust(-(-len(body) // 16) * 16, b"\0"))


PLACES["hwp5", "body"] = lambda text: hwp5(_paragraph(text))
PLACES["hwp5", "body, not compressed"] = lambda text: hwp5(_paragraph(text), flags=0)
PLACES["hwp5", "body, distribution copy"] = lambda text: hwp5(_paragraph(text), flags=5)
PLACES["hwp5", "footnote"] = lambda text: hwp5(_control("fn  ", text))
PLACES["hwp5", "endnote"] = lambda text: hwp5(_control("en  ", text))
PLACES["hwp5", "header"] = lambda text: hwp5(_control("head", text))
PLACES["hwp5", "hidden_comment"] = lambda text: hwp5(_control("tcmt", text))
PLACES["hwp5", "text_box"] = lambda text: hwp5(_control("gso ", text))
PLACES["hwp5", "memo"] = lambda text: hwp5(
    _paragraph("본문") + _record(93, 1, bytes(4)) + _record(72, 2, bytes(8)) + _paragraph(text, 2)
)
PLACES["hwp5", "field"] = lambda text: hwp5(
    _paragraph("본문", 0, _anchor("%hlk"))
    + _record(71, 1, b"klh%" + bytes(5) + struct.pack("<H", len(text)) + text.encode("utf-16-le"))
)
PLACES["hwp5", "preview_text"] = lambda text: hwp5(
    _paragraph("본문"), more={"PrvText": text.encode("utf-16-le")}
)
PLACES["hwp5", "summary"] = lambda text: hwp5(
    _paragraph("본문"), more={"\x05HwpSummaryInformation": properties({2: "제목", 6: text})}
)
PLACES["hwp5", "attachment/exif"] = lambda text: hwp5(
    _paragraph("본문"), more={"BinData/BIN0001.jpg": PLACES["jpeg", "exif"](text)}
)


@_place("hwp5", "table")
def hwp5_table(text: str) -> bytes:
    """A table of two rows; the text is in the second."""
    cells = b""
    for row, cell in enumerate(["구분", text]):
        cells += _record(72, 2, struct.pack("<HIHHH", 1, 0, 0, 0, row) + bytes(20)) + _paragraph(cell, 2)
    return hwp5(
        _paragraph("본문", 0, _anchor("tbl "))
        + _record(71, 1, b" lbt" + bytes(44))
        + _record(77, 2, bytes(20))
        + cells
    )


# --- HWPX and HWPML

_HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def hwpx(paragraphs: str) -> bytes:
    """An HWPX file of one section."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": '<p xmlns:o="o"><o:metadata><o:title>제목</o:title></o:metadata></p>',
        "Contents/section0.xml": f"<hs:sec {_HP}>{paragraphs}</hs:sec>",
    }
    return packed(members)


def _p(text: str, after: str = "") -> str:
    return f"<hp:p><hp:run><hp:t>{escape(text)}</hp:t>{after}</hp:run></hp:p>"


def _list(name: str, text: str) -> str:
    return _p("본문", f"<hp:ctrl><hp:{name}><hp:subList>{_p(text)}</hp:subList></hp:{name}></hp:ctrl>")


def _halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


PLACES["hwpx", "body"] = lambda text: hwpx(_p(text))
PLACES["hwpx", "body, in several runs"] = lambda text: hwpx(
    "<hp:p>" + "".join(f"<hp:run><hp:t>{escape(part)}</hp:t></hp:run>" for part in _halves(text)) + "</hp:p>"
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
    _p(
        "본문",
        f'<hp:ctrl><hp:fieldBegin type="MEMO"><hp:subList>{_p(text)}</hp:subList></hp:fieldBegin></hp:ctrl>',
    )
)
PLACES["hwpx", "text_box"] = lambda text: hwpx(
    _p("본문", f"<hp:rect><hp:drawText><hp:subList>{_p(text)}</hp:subList></hp:drawText></hp:rect>")
)
PLACES["hwpx", "table"] = lambda text: hwpx(
    _p("", f"<hp:tbl><hp:tr><hp:tc><hp:subList>{_p(text)}</hp:subList></hp:tc></hp:tr></hp:tbl>")
)
PLACES["hwpx", "description"] = lambda text: hwpx(
    _p("본문", f"<hp:pic><hp:shapeComment>{escape(text)}</hp:shapeComment></hp:pic>")
)
PLACES["hwpx", "preview_text"] = lambda text: packed(
    {
        "mimetype": "application/hwp+zip",
        "Contents/section0.xml": f"<hs:sec {_HP}>{_p('본문')}</hs:sec>",
        "Preview/PrvText.txt": text,
    }
)
PLACES["hwpx", "summary"] = lambda text: packed(
    {
        "mimetype": "application/hwp+zip",
        "Contents/section0.xml": f"<hs:sec {_HP}>{_p('본문')}</hs:sec>",
        "Contents/content.hpf": f'<p xmlns:o="o"><o:metadata><o:meta name="keyword">{escape(text)}</o:meta></o:metadata></p>',
    }
)
PLACES["hwpml", "body"] = lambda text: (
    f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8"><BODY><SECTION><P><TEXT><CHAR>{escape(text)}</CHAR></TEXT></P></SECTION></BODY></HWPML>'.encode()
)

# --- OOXML

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="wp"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_CORE = '<c:coreProperties xmlns:c="c" xmlns:dc="dc"><dc:description>{}</dc:description></c:coreProperties>'


def _run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """A DOCX file of a body and other parts."""
    members = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    return packed(members | (more or {}))


PLACES["docx", "body"] = lambda text: docx(_run(text))
PLACES["docx", "body, in several runs"] = lambda text: docx(
    "<w:p>" + "".join(f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in _halves(text)) + "</w:p>"
)
PLACES["docx", "table"] = lambda text: docx(f"<w:tbl><w:tr><w:tc>{_run(text)}</w:tc></w:tr></w:tbl>")
PLACES["docx", "hidden_text"] = lambda text: docx(_run(text, "<w:vanish/>"))
PLACES["docx", "tracked_change"] = lambda text: docx(
    f"<w:p><w:del><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del></w:p>"
)
PLACES["docx", "text_box"] = lambda text: docx(
    f"<w:p><w:r><w:txbxContent>{_run(text)}</w:txbxContent></w:r></w:p>"
)
PLACES["docx", "description"] = lambda text: docx(f'<w:p><w:r><wp:docPr descr="{escape(text)}"/></w:r></w:p>')
for _part in ("header", "footer", "footnotes", "endnotes", "comments"):
    PLACES["docx", _part.rstrip("s")] = lambda text, part=_part: docx(
        _run("본문"),
        {f"word/{part}{'1' if part in ('header', 'footer') else ''}.xml": f"<w:x {_W}>{_run(text)}</w:x>"},
    )
PLACES["docx", "summary"] = lambda text: docx(_run("본문"), {"docProps/core.xml": _CORE.format(escape(text))})
PLACES["docx", "attachment/sheet"] = lambda text: docx(
    _run("본문"), {"word/embeddings/a.xlsx": PLACES["xlsx", "sheet"](text)}
)
PLACES["docx", "attachment/exif"] = lambda text: docx(
    _run("본문"), {"word/media/image1.jpeg": PLACES["jpeg", "exif"](text)}
)

_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def xlsx(
    rows: str, *, state: str = "", columns: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """An XLSX file of one sheet."""
    members = {
        "[Content_Types].xml": _TYPES,
        "xl/workbook.xml": f'<workbook {_S}><sheets><sheet name="표" sheetId="1" {state} r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_S}>{columns}<sheetData>{rows}</sheetData></worksheet>",
    }
    return packed(members | (more or {}))


def _row(text: str, attributes: str = "") -> str:
    return f'<row {attributes}><c r="B1" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'


PLACES["xlsx", "sheet"] = lambda text: xlsx(_row(text))
PLACES["xlsx", "sheet, shared text"] = lambda text: xlsx(
    '<row><c r="A1" t="s"><v>0</v></c></row>',
    more={"xl/sharedStrings.xml": f"<sst {_S}><si><t>{escape(text)}</t></si></sst>"},
)
PLACES["xlsx", "hidden_sheet"] = lambda text: xlsx(_row(text), state='state="veryHidden"')
PLACES["xlsx", "hidden_cells, row"] = lambda text: xlsx(_row(text, 'hidden="1"'))
PLACES["xlsx", "hidden_cells, column"] = lambda text: xlsx(
    _row(text), columns='<cols><col min="2" max="2" hidden="1"/></cols>'
)
PLACES["xlsx", "comment"] = lambda text: xlsx(
    _row("본문"),
    more={
        "xl/comments1.xml": f"<comments {_S}><comment><text><t>{escape(text)}</t></text></comment></comments>"
    },
)
PLACES["xlsx", "summary"] = lambda text: xlsx(
    _row("본문"), more={"docProps/core.xml": _CORE.format(escape(text))}
)
PLACES["xlsx", "other, pivot cache"] = lambda text: xlsx(
    _row("본문"),
    more={
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition {_S}><s v="{escape(text)}"/></pivotCacheDefinition>'
    },
)

_A = 'xmlns:a="a" xmlns:p="p" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def pptx(slide: str, *, show: str = "1", more: dict[str, str | bytes] | None = None) -> bytes:
    """A PPTX file of one slide with notes."""
    members = {
        "[Content_Types].xml": _TYPES,
        "ppt/presentation.xml": f'<p:presentation {_A}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": '<Relationships><Relationship Id="r1" Target="slides/slide1.xml"/></Relationships>',
        "ppt/slides/slide1.xml": f'<p:sld show="{show}" {_A}>{_drawn(slide)}</p:sld>',
        "ppt/slides/_rels/slide1.xml.rels": '<Relationships><Relationship Id="r2" Target="../notesSlides/notesSlide1.xml"/></Relationships>',
        "ppt/notesSlides/notesSlide1.xml": f"<p:notes {_A}>{_drawn('메모')}</p:notes>",
    }
    return packed(members | (more or {}))


def _drawn(text: str) -> str:
    return f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"


PLACES["pptx", "slide"] = pptx
PLACES["pptx", "hidden_slide"] = lambda text: pptx(text, show="0")
PLACES["pptx", "speaker_note"] = lambda text: pptx(
    "본문", more={"ppt/notesSlides/notesSlide1.xml": f"<p:notes {_A}>{_drawn(text)}</p:notes>"}
)
PLACES["pptx", "comment"] = lambda text: pptx(
    "본문",
    more={
        "ppt/comments/comment1.xml": f"<p:cmLst {_A}><p:cm><p:text>{escape(text)}</p:text></p:cm></p:cmLst>"
    },
)

# --- OpenDocument

_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="s" xmlns:draw="d" xmlns:presentation="p"'
)


def odf(kind: str, content: str, **more: str) -> bytes:
    """An OpenDocument file."""
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_O}>{content}</office:document-content>",
    }
    return packed(
        members | {f"{name}.xml": f"<office:x {_O}>{data}</office:x>" for name, data in more.items()}
    )


def _t(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


_CELL = "<table:table-row {}><table:table-cell>{}</table:table-cell></table:table-row>"
_OFF = '<style:style style:name="h"><style:p table:display="false"/></style:style>'
PLACES["odt", "body"] = lambda text: odf("text", _t(text))
PLACES["odt", "table"] = lambda text: odf("text", f"<table:table>{_CELL.format('', _t(text))}</table:table>")
PLACES["odt", "comment"] = lambda text: odf(
    "text", f"<text:p>본문<office:annotation>{_t(text)}</office:annotation></text:p>"
)
PLACES["odt", "footnote"] = lambda text: odf(
    "text", f"<text:p>본문<text:note><text:note-body>{_t(text)}</text:note-body></text:note></text:p>"
)
PLACES["odt", "tracked_change"] = lambda text: odf(
    "text", f"<text:tracked-changes>{_t(text)}</text:tracked-changes>"
)
PLACES["odt", "header"] = lambda text: odf(
    "text", _t("본문"), styles=f"<style:header>{_t(text)}</style:header>"
)
PLACES["odt", "summary"] = lambda text: odf("text", _t("본문"), meta=f"<text:d>{escape(text)}</text:d>")
PLACES["ods", "table"] = lambda text: odf(
    "spreadsheet", f'<table:table table:name="a">{_CELL.format("", _t(text))}</table:table>'
)
PLACES["ods", "hidden_sheet"] = lambda text: odf(
    "spreadsheet",
    f'{_OFF}<table:table table:name="a" table:style-name="h">{_CELL.format("", _t(text))}</table:table>',
)
PLACES["ods", "hidden_cells"] = lambda text: odf(
    "spreadsheet",
    f'<table:table table:name="a">{_CELL.format("table:visibility=" + chr(34) + "collapse" + chr(34), _t(text))}</table:table>',
)
PLACES["odp", "slide"] = lambda text: odf("presentation", f"<draw:page>{_t(text)}</draw:page>")
PLACES["odp", "speaker_note"] = lambda text: odf(
    "presentation", f"<draw:page>{_t('본문')}<presentation:notes>{_t(text)}</presentation:notes></draw:page>"
)

# --- Old Office


@_place("doc", "body")
def doc(text: str) -> bytes:
    """A DOC file whose piece table has one piece."""
    body = f"{text}\r".encode("utf-16-le")
    main = bytearray(1024)
    struct.pack_into("<HH", main, 0, 0xA5EC, 193)
    struct.pack_into("<H", main, 10, 0x0200)
    struct.pack_into("<i", main, 0x4C, len(body) // 2)
    pieces = struct.pack("<II", 0, len(body) // 2) + struct.pack("<HIH", 0, 1024, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(table))
    return compound({"WordDocument": bytes(main) + body, "1Table": table})


def _atom(kind: int, payload: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(payload)) + payload


PLACES["ppt", "slide"] = lambda text: compound(
    {"PowerPoint Document": _atom(1006, _atom(4000, text.encode("utf-16-le")), 15), "Current User": bytes(32)}
)
PLACES["ppt", "speaker_note"] = lambda text: compound(
    {"PowerPoint Document": _atom(1008, _atom(4000, text.encode("utf-16-le")), 15), "Current User": bytes(32)}
)
PLACES["ppt", "summary"] = lambda text: compound(
    {"PowerPoint Document": b"", "Current User": bytes(32), "\x05SummaryInformation": properties({6: text})}
)


def _biff(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def xls(text: str, hidden: int = 0, note: str = "") -> bytes:
    """An XLS file of one sheet with one cell."""
    name = struct.pack("<BB", 3, 1) + "표 1".encode("utf-16-le")
    cell = struct.pack("<HHHHB", 0, 0, 0, len(text), 1) + text.encode("utf-16-le")
    sheet = _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + _biff(0x204, cell)
    if note:
        sheet += _biff(0x1B6, bytes(18)) + _biff(0x3C, b"\x01" + note.encode("utf-16-le"))
    sheet += _biff(0x0A, b"")
    head = _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    at = len(head) + 4 + 6 + len(name) + 4
    book = head + _biff(0x85, struct.pack("<IBB", at, hidden, 0) + name) + _biff(0x0A, b"") + sheet
    return compound({"Workbook": book.ljust(4096, b"\0")})


PLACES["xls", "sheet"] = xls
PLACES["xls", "hidden_sheet"] = lambda text: xls(text, hidden=1)
PLACES["xls", "comment"] = lambda text: xls("본문", note=text)

# --- PDF (page text in Latin letters only: the standard fonts have no others)


def pdf(
    *,
    content: str = "",
    info: str = "",
    page: str = "",
    more: str = "",
    objects: str = "",
    resources: str = "",
    before: str | None = None,
) -> bytes:
    """A PDF of one page; `before` is the page's content in an earlier revision."""

    def text(value: str) -> str:
        return f"BT /F1 12 Tf 50 700 Td ({value}) Tj ET"

    stream = content if content.startswith(("q", "BT")) else text(content)
    first = stream if before is None else text(before)
    out = f"""%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R {more}>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>> {page}>> endobj
4 0 obj <</Length {len(first)}>> stream
{first}
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
6 0 obj <</Title {_utf16(info or "title")}>> endobj
{objects}trailer <</Root 1 0 R/Info 6 0 R/Size 10>>
%%EOF
"""
    if before is not None:
        out += f"4 0 obj <</Length {len(stream)}>> stream\n{stream}\nendstream endobj\ntrailer <</Root 1 0 R/Info 6 0 R/Size 7>>\n%%EOF\n"
    return out.encode("latin-1")


def _utf16(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


PLACES["pdf", "body"] = lambda text: pdf(content=text)
PLACES["pdf", "body, white"] = lambda text: pdf(content=f"q 1 1 1 rg BT /F1 12 Tf 50 700 Td ({text}) Tj ET Q")
PLACES["pdf", "body, under a black box"] = lambda text: pdf(
    content=f"q BT /F1 12 Tf 50 700 Td ({text}) Tj ET 0 0 0 rg 40 690 400 30 re f Q"
)
PLACES["pdf", "body, off the page"] = lambda text: pdf(content=f"q BT /F1 12 Tf 50 2000 Td ({text}) Tj ET Q")
PLACES["pdf", "summary"] = lambda text: pdf(content="text", info=text)
PLACES["pdf", "summary, XMP"] = lambda text: (
    pdf(content="text") + f"<x:xmpmeta><rdf:li>{text}</rdf:li></x:xmpmeta>".encode()
)
PLACES["pdf", "body, on a hidden layer"] = lambda text: pdf(
    content=f"q /OC /MC0 BDC BT /F1 12 Tf 50 700 Td ({text}) Tj ET EMC Q",
    page="",
    more="/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>",
    objects="9 0 obj <</Type/OCG/Name(a)>> endobj\n",
    resources="/Properties<</MC0 9 0 R>>",
)
PLACES["pdf", "attachment/body"] = lambda text: pdf(
    content="text",
    more="/Names<</EmbeddedFiles<</Names[(a.txt) 8 0 R]>>>>",
    objects=f"8 0 obj <</Type/Filespec/F(a.txt)/EF<</F 9 0 R>>>> endobj\n9 0 obj <</Length {len(text)}>> stream\n{text}\nendstream endobj\n",
)
PLACES["pdf", "comment"] = lambda text: pdf(
    content="text", page=f"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents {_utf16(text)}>>]"
)
PLACES["pdf", "form"] = lambda text: pdf(
    content="text", page=f"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 9 9]/T(a)/V {_utf16(text)}>>]"
)
PLACES["pdf", "previous_revision"] = lambda text: pdf(content="text", before=text)
PLACES["pdf", "bookmark"] = lambda text: pdf(
    content="text", more=f"/Outlines<</First<</Title {_utf16(text)}/Dest[3 0 R/Fit]>>/Count 1>>"
)

# --- text, pictures, containers

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


@_place("jpeg", "exif")
def jpeg(text: str) -> bytes:
    """A picture with a description in its EXIF."""
    exif = Image.Exif()
    exif[0x9C9C] = text.encode("utf-16-le")  # comment, as Windows writes it
    return _picture("JPEG", exif=exif)


@_place("jpeg", "exif, user comment")
def jpeg_comment(text: str) -> bytes:
    """A picture with a comment in its inner EXIF block."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + text.encode("utf-16-le")
    return _picture("JPEG", exif=exif)


@_place("png", "exif")
def png(text: str) -> bytes:
    """A picture with a text chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text)
    return _picture("PNG", pnginfo=info)


PLACES["zip", "attachment/body"] = lambda text: packed({"문서.txt": text})
PLACES["zip", "attachment/attachment/body"] = lambda text: packed(
    {"a.zip": packed({"a.hwpx": hwpx(_p(text))})}
)
PLACES["zip", "file_name"] = lambda text: packed({f"{text.replace('/', '-')}.txt": "본문"})
