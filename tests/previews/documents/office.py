"""DOCX, XLSX and PPTX."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.previews.documents.base import PLACES, halves, packed

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
    "<w:p>" + "".join(f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in halves(text)) + "</w:p>"
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
