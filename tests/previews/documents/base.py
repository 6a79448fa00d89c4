"""The register of test documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

Maker = Callable[[str], bytes]
PLACES: dict[tuple[str, str], Maker] = {}


def place(form: str, where: str) -> Callable[[Maker], Maker]:
    """Register the maker of documents with a text at one place of one format."""

    def register(maker: Maker) -> Maker:
        PLACES[form, where] = maker
        return maker

    return register


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def halves(text: str) -> tuple[str, str]:
    """A text cut in two, as word processors cut it into runs."""
    return text[: len(text) // 2], text[len(text) // 2 :]
