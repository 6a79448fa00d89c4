"""Documents as LibreOffice writes them: flat OpenDocument goes in, any of its formats comes out."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation",
    }.items()
)  # fmt: skip
_FONT = (
    'style:font-name-asian="NanumGothic" fo:font-family="NanumGothic" style:font-family-asian="NanumGothic"'
)
_KINDS = {
    "odt": "text",
    "docx": "text",
    "pdf": "text",
    "ods": "spreadsheet",
    "xlsx": "spreadsheet",
    "odp": "presentation",
    "pptx": "presentation",
}
_FLAT = {"text": "fodt", "spreadsheet": "fods", "presentation": "fodp"}


def _style(name: str, family: str, size: int, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"><style:paragraph-properties {more}/>'
        f'<style:text-properties {_FONT} fo:font-size="{size}pt" style:font-size-asian="{size}pt"/></style:style>'
    )


def _text(document: dict[str, Any]) -> str:
    parts, style = [f'<text:p text:style-name="Title">{escape(document["title"])}</text:p>'], ""
    for block in document["blocks"]:
        if block == "---":
            style = "New"
        elif isinstance(block, list):
            parts.append(_table(block))
        else:
            own = style or ("Head" if block.startswith("# ") else "Body")
            parts.append(f'<text:p text:style-name="{own}">{escape(block.removeprefix("# "))}</text:p>')
            style = ""
    return "".join(parts)


def _table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p text:style-name="Body">{escape(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="t"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{cells}</table:table>'


def _spreadsheet(document: dict[str, Any]) -> str:
    return "".join(
        _table(block).replace('table:name="t"', f'table:name="{escape(document["title"])}"')
        for block in document["blocks"]
        if isinstance(block, list)
    )


def _presentation(document: dict[str, Any]) -> str:
    slides: list[list[str]] = [[f"# {document['title']}"]]
    for block in document["blocks"]:
        if block == "---":
            slides.append([])
        else:
            slides[-1].append(block)
    return "".join(
        f'<draw:page draw:name="{number}" draw:master-page-name="Default">'
        + "".join(
            f'<draw:frame svg:x="2cm" svg:y="{2 + 4 * line}cm" svg:width="24cm" svg:height="3cm"><draw:text-box><text:p text:style-name="{"Title" if text.startswith("# ") else "Head"}">{escape(text.removeprefix("# "))}</text:p></draw:text-box></draw:frame>'
            for line, text in enumerate(slide)
        )
        + "</draw:page>"
        for number, slide in enumerate(slides, 1)
    )


_BODIES = {"text": _text, "spreadsheet": _spreadsheet, "presentation": _presentation}


def write(document: dict[str, Any], path: Path) -> None:
    """Write a document in the format that the file's ending names; needs LibreOffice."""
    form = path.suffix[1:]
    kind = _KINDS[form]
    styles = (
        _style("Title", "paragraph", 20, 'fo:margin-bottom="0.5cm"')
        + _style("Head", "paragraph", 14, 'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"')
        + _style("Body", "paragraph", 11, 'fo:margin-bottom="0.2cm"')
        + _style("New", "paragraph", 14, 'fo:break-before="page"')
    )
    page = (
        '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>'
        if kind == "presentation"
        else ""
    )
    master = (
        '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>'
        if page
        else ""
    )
    flat = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NS} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:styles>{styles}</office:styles><office:automatic-styles>{page}</office:automatic-styles>{master}"
        f"<office:body><office:{kind}>{_BODIES[kind](document)}</office:{kind}></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.{_FLAT[kind]}"
        source.write_text(flat, encoding="utf-8")
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            f"{folder}/out",
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copyfile(Path(folder) / "out" / path.name, path)
