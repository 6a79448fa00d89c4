"""Documents made for the tests: a text planted at one place of one format. `PLACES` lists them all."""

from __future__ import annotations

from tests.previews.documents import legacy, opendocument, others  # noqa: F401 - they register their makers
from tests.previews.documents.base import PLACES, packed
from tests.previews.documents.hwp import hwp5
from tests.previews.documents.hwpx import hwpx
from tests.previews.documents.office import docx, pptx
from tests.previews.documents.pdf import pdf

__all__ = ["PLACES", "docx", "hwp5", "hwpx", "packed", "pdf", "pptx"]
