"""What a browser may do on the viewer's pages: load from this portal only, run only its script files."""

from __future__ import annotations

import secrets

from flask import Response, g, make_response

from ckanext.seoulsquare.previews import config


def answer(html: str, *, framed: bool = False) -> Response:
    """A page of the viewer with its headers.

    :param framed: may other sites, as the setting `frame_ancestors` names them, show it in a frame?
    """
    response = make_response(html)
    ancestors = " ".join(config.frame_ancestors()) if framed else "'self'"
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' 'nonce-{nonce()}'",  # an administrator's own CSS stands in the page
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": ancestors or "'none'",
    }
    response.headers["Content-Security-Policy"] = "; ".join(
        f"{name} {value}" for name, value in rules.items()
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response


def nonce() -> str:
    """A word that this answer alone knows; its own style element carries it."""
    if "seoulsquare_nonce" not in g:
        g.seoulsquare_nonce = secrets.token_urlsafe(16)
    return g.seoulsquare_nonce
