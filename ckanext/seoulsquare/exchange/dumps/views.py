"""The page of dumps, their list for programs, and the files themselves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, send_file

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.exchange import config
from ckanext.seoulsquare.exchange.dumps.shelf import MANIFEST, Shelf

dumps = Blueprint("seoulsquare_dumps", __name__)

# A finished dump never changes.
_A_YEAR = 365 * 24 * 60 * 60


@dumps.route("/dumps", endpoint="index")
def show_dumps() -> str:
    """What dumps there are, and how to read them."""
    manifests = [{**one, "bytes": _bytes(one)} for one in _shelf().manifests()]
    feed = tk.url_for("api.action", ver=3, logic_function="seoulsquare_document_changes", locale="default")
    return tk.render("seoulsquare/exchange/dumps.html", {"dumps": manifests, "feed": feed})


@dumps.route("/dumps.json", endpoint="list")
def list_dumps() -> Response:
    """The manifests of all dumps, newest first."""
    return jsonify(dumps=_shelf().manifests())


@dumps.route("/dumps/<name>/<file>")
def download(name: str, file: str) -> Response:
    """A dump's manifest or one of its files, whole or in ranges of bytes."""
    shelf = _shelf()
    if file == MANIFEST:
        manifest = shelf.manifest(name)
        return jsonify(manifest) if manifest else tk.abort(404)
    found = shelf.file(name, file)
    if found is None:
        return tk.abort(404)
    path, checksum = found
    return send_file(
        path.resolve(), mimetype="application/gzip", as_attachment=True, etag=checksum, max_age=_A_YEAR
    )


def _shelf() -> Shelf:
    return Shelf(config.dumps_folder())


def _bytes(manifest: dict[str, Any]) -> int:
    return sum(entry["bytes"] for entry in [manifest["groups"], *manifest["files"]])
