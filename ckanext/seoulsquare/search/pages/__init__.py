"""The index of pages: one document for each page of a file that anyone may read.

It lies beside the index of records under its name with `_pages` behind it, in the same Solr, so that a
search among records can ask it too (decision 0081). What is written to it, and who may see an answer, is the
business of whoever has the files.
"""

from __future__ import annotations

from ckanext.seoulsquare.search.pages.asking import Hit, PagesUnreadableError, best, can_widen, find, widen
from ckanext.seoulsquare.search.pages.passage import passage, spans_as_written, without_marks
from ckanext.seoulsquare.search.pages.place import address, connection, solr

__all__ = [
    "Hit",
    "PagesUnreadableError",
    "address",
    "best",
    "can_widen",
    "connection",
    "find",
    "passage",
    "solr",
    "spans_as_written",
    "widen",
    "without_marks",
]
