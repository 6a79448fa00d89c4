"""What answers with a stranger's file say to browsers: its name, its kind, and that it may do nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.previews import originals
from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.previews.shown import download_name, is_public
from ckanext.seoulsquare.previews.text.encoding import encoding_of

_NOTHING = "default-src 'none'; sandbox"
_INLINE = frozenset({
    "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff",
    "text/plain", "text/csv",
})  # fmt: skip
"""Kinds that browsers show and that can't run anything."""

_LABELS = {"cp949": "euc-kr", "utf-8-sig": "utf-8"}
"""Names that browsers have for encodings where they are others than Python's."""

_HEAD = 1 << 16  # bytes of a text file by which its encoding is told


def protect(response: AnyResponse, *, public: bool) -> None:
    """Let caches ask each time, if they may keep it at all, and let no browser guess or run anything."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    if not public:
        request.environ["__no_cache__"] = True  # CKAN adds `public` and `max-age` otherwise
    response.headers["Content-Security-Policy"] = _NOTHING


def name(response: AnyResponse, file_name: str, *, inline: bool) -> None:
    """Say what the file is called, in any script (RFC 6266)."""
    kind = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(file_name, safe='')}"


def guard(response: Response) -> Response:
    """CKAN's answers with uploaded files: named, typed and harmless, and only the file that was looked at.

    Runs after every request of the site; other answers pass through.
    """
    if not (request.endpoint or "").endswith("resource.download") or response.status_code not in {200, 206}:
        return response
    resource = model.Resource.get((request.view_args or {})["resource_id"])
    if resource is None or resource.url_type != "upload":
        return response
    public = is_public(resource.id)
    if public and _was_replaced(resource.id):
        response.close()
        return Response(tk._("Not found"), 404, mimetype="text/plain")
    protect(response, public=public)
    kind = response.mimetype or ""
    if kind == "application/pdf":
        # Browsers' PDF viewers don't start in a sandbox, and have one of their own.
        del response.headers["Content-Security-Policy"]
    if kind.startswith("text/"):
        response.headers["Content-Type"] = f"{kind}; charset={_charset(resource.id)}"
    name(response, download_name(resource.name or "", resource.url or ""), inline=kind in _INLINE)
    return response


def _was_replaced(resource_id: str) -> bool:
    """Whether the stored file is another one than was looked at: its upload is not committed yet."""
    file: Any = Upload.get(resource_id)
    return bool(file and file.fingerprint) and file.fingerprint != originals.fingerprint(resource_id)


def _charset(resource_id: str) -> str:
    found = encoding_of(originals.head(resource_id, _HEAD), partial=True) or "utf-8"
    return _LABELS.get(found, found)
