"""Records and their index documents, many at a time, equal to what CKAN's own functions make one by one.

`Rules` check what comes in, `new_record` makes rows of it, `read_records` reads rows, and a `Builder` makes
Solr documents of rows. Writing them is for the room `ingest`, rebuilding an index for the room `search`.
"""

from __future__ import annotations

from ckanext.seoulsquare.documents.building.builder import Builder
from ckanext.seoulsquare.documents.building.document import index_id
from ckanext.seoulsquare.documents.building.rules import Accepted, Rules
from ckanext.seoulsquare.documents.building.stored import (
    PACKAGE_COLUMNS,
    RESOURCE_COLUMNS,
    Stored,
    new_record,
    new_resource,
    read_records,
)

__all__ = [
    "PACKAGE_COLUMNS",
    "RESOURCE_COLUMNS",
    "Accepted",
    "Builder",
    "Rules",
    "Stored",
    "index_id",
    "new_record",
    "new_resource",
    "read_records",
]
