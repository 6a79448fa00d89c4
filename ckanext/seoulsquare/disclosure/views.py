"""The room's pages, by whom they are for."""

from __future__ import annotations

from flask import Blueprint

from ckanext.seoulsquare.disclosure.citizen import requests
from ckanext.seoulsquare.disclosure.desk import desk
from ckanext.seoulsquare.disclosure.downloads import seoulsquare_disclosure_files
from ckanext.seoulsquare.disclosure.paper_views import papers
from ckanext.seoulsquare.disclosure.public_views import public


def blueprints() -> list[Blueprint]:
    """All of them, for CKAN."""
    return [requests, desk, seoulsquare_disclosure_files, papers, public]
