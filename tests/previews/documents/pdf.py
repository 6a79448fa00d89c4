"""PDF (page text in Latin letters only: the standard fonts have no others)."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

from tests.previews.documents.base import PLACES


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
