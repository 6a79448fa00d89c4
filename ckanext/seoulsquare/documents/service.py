"""The public door of the room: what other rooms may use of it besides its actions."""

from __future__ import annotations

from ckanext.seoulsquare.documents.kinds import KINDS, Kind, Names, dataset_name, kind_of_address

__all__ = ["KINDS", "Kind", "Names", "dataset_name", "kind_of_address"]
