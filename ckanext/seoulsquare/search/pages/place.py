"""Where the index of pages is, and the clients that ask it and write to it."""

from __future__ import annotations

import pysolr

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.ingest.bulk.solr import Solr

SUFFIX = "_pages"


def address() -> str:
    """Where the index of pages is asked: beside that of records."""
    return tk.config["solr_url"].rstrip("/") + SUFFIX


def core() -> str:
    """Its name in Solr."""
    return address().rsplit("/", 1)[-1]


def connection() -> pysolr.Solr:
    """CKAN's client, with its login and patience, for questions and deletions."""
    client = make_connection(decode_dates=False)
    client.url = address()
    return client


def solr() -> Solr:
    """The client that sends many documents."""
    client = Solr()
    client.address = address()
    return client
