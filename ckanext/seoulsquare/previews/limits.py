"""What one file may cost. The figures hold every real sample with room to spare and stop every bomb."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one job; sizes in bytes, time in seconds."""

    source: int = 256 << 20
    entries: int = 1_000  # members of a container
    entry: int = 64 << 20  # one member, unpacked
    total: int = 256 << 20  # all members of a container, unpacked
    ratio: int = 200  # unpacked to packed, looked at above one megabyte
    xml_depth: int = 256
    nesting: int = 3  # container in container
    pages: int = 5_000
    ocr_pages: int = 20
    seconds: int = 60  # of reading
    draw_seconds: int = 300
    page_seconds: int = 900  # of taking all pages apart
    memory: int = 2 << 30
    output: int = 512 << 20


LIMITS = Limits()
