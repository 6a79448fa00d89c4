"""OpenDocument."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.previews.documents.base import PLACES, packed

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
