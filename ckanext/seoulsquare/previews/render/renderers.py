"""The renderer of each format, and the backends to choose from for HWP."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ckanext.seoulsquare.previews.detect import Format, delimiter, detect
from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, PreviewError, UnsupportedError
from ckanext.seoulsquare.previews.render.drawing import Drawing, layers_of, missing_fonts
from ckanext.seoulsquare.previews.text import container
from ckanext.seoulsquare.previews.text.encoding import decode
from ckanext.seoulsquare.previews.text.package import Package

OFFICE = frozenset(
    {
        Format.DOCX,
        Format.XLSX,
        Format.PPTX,
        Format.ODT,
        Format.ODS,
        Format.ODP,
        Format.DOC,
        Format.XLS,
        Format.PPT,
    }
)
_HWP = frozenset({Format.HWP3, Format.HWP5, Format.HWPX})


RENDERERS = ("hwp-ingest", "rhwp-node")


@dataclass(frozen=True)
class Backend:
    """What draws HWP: one of `RENDERERS`; `core` is the folder of @rhwp/core, which `rhwp-node` needs."""

    name: str = RENDERERS[0]
    core: str = ""


def draw(source: Path, target: Path, backend: Backend) -> dict[str, Any]:
    """Draw a file as the PDF `target`, and say how.

    Text that the renderer knows better than the PDF is written beside it (`layers_of(target)`).

    :returns: `status` ok, encrypted, damaged, unsupported or too_large; `note`, `renderer`, `fonts` (missing)
    """
    try:
        drawing = _draw(source, target, backend)
    except PreviewError as error:
        return {"status": error.status, "note": str(error), "renderer": "", "fonts": []}
    if drawing.layers:
        layers_of(target).write_text(
            json.dumps([asdict(layer) for layer in drawing.layers]), encoding="utf-8"
        )
    fonts = missing_fonts(drawing.fonts) if drawing.fonts else []
    return {"status": "ok", "note": "", "renderer": drawing.renderer, "fonts": fonts}


def _draw(source: Path, target: Path, backend: Backend) -> Drawing:
    data = source.read_bytes()
    found = detect(data)
    if found in _HWP or (found is Format.HWPML and backend.name == "rhwp-node"):
        return _draw_hwp(source, data, target, backend)
    if found in OFFICE:
        from ckanext.seoulsquare.previews.render import office

        return office.draw(source, target, found)
    if found is Format.PDF:
        shutil.copyfile(source, target)
        return Drawing("original")
    if found is Format.IMAGE:
        from ckanext.seoulsquare.previews.render import image

        return image.draw(data, target)
    if found is Format.LOCKED:
        raise EncryptedError("the file is encrypted or locked by a rights server")
    if found is Format.EMPTY:
        raise DamagedError("the file is empty")
    return _draw_text(data, found, target)


def _draw_hwp(source: Path, data: bytes, target: Path, backend: Backend) -> Drawing:
    from ckanext.seoulsquare.previews.render import hwp, rhwp

    if backend.name == "rhwp-node":
        pages = rhwp.svg_pages(source, target.parent, backend.core)
    else:
        pages = hwp.svg_pages(data)
    return hwp.draw(pages, target, backend.name)


def _draw_text(data: bytes, found: Format, target: Path) -> Drawing:
    from ckanext.seoulsquare.previews.render import text

    if found in (Format.TEXT, Format.CSV):
        plain = decode(data) or ""
        mark = delimiter(plain[:65_536])
        return text.draw(plain.replace(mark, f"{mark} ") if mark == "," else plain, target)
    if found is Format.ZIP:
        return text.draw(_listing(data), target)
    raise UnsupportedError(f"no renderer draws this format ({found.value})")


def _listing(data: bytes) -> str:
    package = Package(data)
    members = [package.info(name) for name in package]
    return "\n".join(
        f"{info.file_size:>14,}  {container.name_of(info.filename, info.flag_bits)}" for info in members
    )
