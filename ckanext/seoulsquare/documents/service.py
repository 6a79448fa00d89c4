"""The public door of the room: what other rooms may use of it besides its actions."""

from __future__ import annotations

from ckanext.seoulsquare.documents import values
from ckanext.seoulsquare.documents.agencies import path as agency_path
from ckanext.seoulsquare.documents.agencies import paths as agency_paths
from ckanext.seoulsquare.documents.index import index_fields
from ckanext.seoulsquare.documents.kinds import KINDS, Kind, Names, dataset_name, kind_of_address
from ckanext.seoulsquare.documents.labels import withhold_files
from ckanext.seoulsquare.documents.visibility import disclosure_of, is_embargoed, is_served, is_withdrawn

__all__ = [
    "KINDS",
    "Kind",
    "Names",
    "agency_path",
    "agency_paths",
    "dataset_name",
    "disclosure_of",
    "index_fields",
    "is_embargoed",
    "is_served",
    "is_withdrawn",
    "kind_of_address",
    "values",
    "withhold_files",
]
