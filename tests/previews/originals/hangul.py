"""Documents as HWPX: enough of a header for any program to lay them out."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.previews.documents.base import packed

_NS = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for prefix, name in {
        "ha": "app", "hp": "paragraph", "hs": "section", "hc": "core", "hh": "head",
    }.items()
)  # fmt: skip
_LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_WIDTH = 42520  # of the text of a page, in units of 1/7200 inch
_BODY, _HEADING, _TITLE = 0, 1, 2
_SIZES = (1100, 1400, 2000)  # of characters, in hundredths of a point


_NONE, _WHOLE = (" ".join(f'{name.lower()}="{value}"' for name in _LANGUAGES) for value in (0, 100))


def _header() -> str:
    fonts = "".join(
        f'<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="나눔고딕" type="TTF" isEmbedded="0"/></hh:fontface>'
        for language in _LANGUAGES
    )
    sides = ("left", "right", "top", "bottom")
    borders = "".join(
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        + "".join(f'<hh:{side}Border type="{kind}" width="0.12 mm" color="#000000"/>' for side in sides)
        + "</hh:borderFill>"
        for number, kind in ((1, "NONE"), (2, "SOLID"))
    )
    characters = "".join(
        f'<hh:charPr id="{number}" height="{size}" textColor="#000000" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">'
        f"<hh:fontRef {_NONE}/><hh:ratio {_WHOLE}/><hh:spacing {_NONE}/><hh:relSz {_WHOLE}/><hh:offset {_NONE}/>"
        + ("<hh:bold/>" if number else "")
        + "</hh:charPr>"
        for number, size in enumerate(_SIZES)
    )
    paragraphs = "".join(
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0"><hh:align horizontal="{align}" vertical="BASELINE"/>'
        '<hh:margin><hc:intent value="0" unit="HWPUNIT"/><hc:left value="0" unit="HWPUNIT"/><hc:right value="0" unit="HWPUNIT"/><hc:prev value="300" unit="HWPUNIT"/><hc:next value="300" unit="HWPUNIT"/></hh:margin>'
        '<hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/><hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0"/></hh:paraPr>'
        for number, align in enumerate(("JUSTIFY", "LEFT", "CENTER"))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><hh:head {_NS} version="1.2" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        f'<hh:fontfaces itemCnt="7">{fonts}</hh:fontfaces><hh:borderFills itemCnt="2">{borders}</hh:borderFills>'
        f'<hh:charProperties itemCnt="3">{characters}</hh:charProperties><hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
        f'<hh:paraProperties itemCnt="3">{paragraphs}</hh:paraProperties>'
        '<hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles></hh:refList></hh:head>'
    )


_SECTION = (
    '<hp:secPr textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000"><hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY">'
    '<hp:margin header="4252" footer="4252" gutter="0" left="8504" right="8504" top="5668" bottom="4252"/></hp:pagePr></hp:secPr>'
    '<hp:ctrl><hp:colPr type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
)


def _paragraph(
    text: str, style: int = _BODY, *, new_page: bool = False, before: str = "", extra: str = ""
) -> str:
    return (
        f'<hp:p id="0" paraPrIDRef="{style}" styleIDRef="0" pageBreak="{int(new_page)}" columnBreak="0" merged="0">'
        f'<hp:run charPrIDRef="{style}">{before}{extra}<hp:t>{escape(text)}</hp:t></hp:run></hp:p>'
    )


def _table(rows: list[list[str]]) -> str:
    width = _WIDTH // len(rows[0])
    heights = [2000 if max(map(len, texts)) * _SIZES[_BODY] < width else 4000 for texts in rows]
    cells = "".join(
        "<hp:tr>"
        + "".join(
            f'<hp:tc header="0" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="2">'
            f'<hp:subList textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER">{_paragraph(text, 1 if row == 0 else 0)}</hp:subList>'
            f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/><hp:cellSz width="{width}" height="{heights[row]}"/>'
            '<hp:cellMargin left="510" right="510" top="141" bottom="141"/></hp:tc>'
            for column, text in enumerate(texts)
        )
        + "</hp:tr>"
        for row, texts in enumerate(rows)
    )
    table = (
        f'<hp:tbl id="1" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" pageBreak="CELL" repeatHeader="1" rowCnt="{len(rows)}" colCnt="{len(rows[0])}" cellSpacing="0" borderFillIDRef="2" noAdjust="0">'
        f'<hp:sz width="{width * len(rows[0])}" widthRelTo="ABSOLUTE" height="{sum(heights)}" heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        f'<hp:outMargin left="0" right="0" top="141" bottom="141"/><hp:inMargin left="510" right="510" top="141" bottom="141"/>{cells}</hp:tbl>'
    )
    return _paragraph("", extra=table)


def write(document: dict[str, Any], path: Path) -> None:
    """Write a document as HWPX."""
    parts, new_page = [_paragraph(document["title"], _TITLE, before=_SECTION)], False
    for block in document["blocks"]:
        if block == "---":
            new_page = True
            continue
        if isinstance(block, list):
            parts.append(_table(block))
        else:
            heading = block.startswith("# ")
            parts.append(_paragraph(block.removeprefix("# "), int(heading), new_page=new_page))
        new_page = False
    said = [
        document["title"],
        *(block for block in document["blocks"] if isinstance(block, str) and block != "---"),
    ]
    path.write_bytes(
        packed(
            {
                "mimetype": "application/hwp+zip",
                "version.xml": '<?xml version="1.0" encoding="UTF-8"?><hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.2" application="seoulsquare" appVersion="1"/>',
                "META-INF/container.xml": '<?xml version="1.0" encoding="UTF-8"?><ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/></ocf:rootfiles></ocf:container>',
                "Contents/content.hpf": f'<?xml version="1.0" encoding="UTF-8"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version=""><opf:metadata><opf:title>{escape(document["title"])}</opf:title><opf:language>ko</opf:language></opf:metadata><opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/><opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest><opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>',
                "Contents/header.xml": _header(),
                "Contents/section0.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><hs:sec {_NS}>{"".join(parts)}</hs:sec>',
                "Preview/PrvText.txt": "\r\n".join(said),
            }
        )
    )
