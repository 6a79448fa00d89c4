"""Who is counted: people, once a day for a document, without anything kept that tells who they were."""

from __future__ import annotations

import hashlib
import hmac
import re

# Words in the names that programs give themselves: search engines (Naver's is Yeti, Daum's Daumoa),
# link previews, monitors, and libraries that fetch. Programs that hide behind a browser's name mostly
# do not run the page's script, which is what reports a view.
_PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|yeti|daum|preview|facebookexternalhit|embed|archiv|monitor|uptime|lighthouse"
    r"|headless|phantom|selenium|scrap|fetch|feed|validator|python|curl|wget|libwww|java/|okhttp|axios"
    r"|go-http|ruby|perl|php|http-?client|node",
    re.IGNORECASE,
)


def is_program(user_agent: str) -> bool:
    """Is this a program and no person's browser, by the name it gives (or does not give)?"""
    return not user_agent.startswith(("Mozilla/", "Opera/")) or bool(_PROGRAMS.search(user_agent))


def mark(salt: bytes, address: str, user_agent: str, document_id: str) -> bytes:
    """Eight bytes that are the same for one visitor, document and salt, and lead back to nobody.

    The salt is random, new each day and then forgotten, so a mark can neither be turned back into an
    address nor be compared with the marks of another day or of another document.
    """
    message = "\n".join((address, user_agent, document_id)).encode()
    return hmac.new(salt, message, hashlib.sha256).digest()[:8]
