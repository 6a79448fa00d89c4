"""Background jobs of the room. Each can be repeated without harm."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib import mailer
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock
from ckanext.seoulsquare.disclosure.model import File, Message
from ckanext.seoulsquare.disclosure.service import files

log = logging.getLogger(__name__)

BATCH = 50
ATTEMPTS = 5


def send_mails() -> int:
    """Send the waiting mails; where the site cannot send any, they wait. Returns how many went.

    A mail that went keeps who it was for and when, and loses address and text.
    """
    by_mail = tk.config.get("smtp.server") and tk.config.get("smtp.mail_from")
    if not by_mail and not list(p.PluginImplementations(p.INotifier)):
        return 0
    sent = 0
    while batch := Message.waiting(BATCH):
        sent += sum(_send(message) for message in batch)
        Session.commit()
    return sent


def screen_file(file_id: str) -> None:
    """Run the leak screen on a file of a request."""
    file = Session.get(File, file_id)
    if file is not None and file.removed_at is None and file.screening == "waiting":
        files.screen(file)
        Session.commit()


def _send(message: Message) -> bool:
    letter = message.sealed or {}
    message.attempts += 1
    try:
        with _unnamed(letter["address"]):
            mailer.mail_recipient("", letter["address"], letter["subject"], letter["body"])
    except (mailer.MailerException, SMTPException, OSError) as error:
        # The error may quote the address, which belongs in no log.
        log.warning("mail %s of request %s: %s", message.id, message.case_id, type(error).__name__)
        message.error = type(error).__name__
        message.state = "failed" if message.attempts >= ATTEMPTS else "later"
        return False
    message.state, message.sent_at, message.sealed, message.error = "sent", clock.now(), None, ""
    return True


@contextmanager
def _unnamed(address: str) -> Iterator[None]:
    """CKAN's mailer logs whom it wrote to; what names this address is kept out of the log."""
    logger = logging.getLogger("ckan.lib.mailer")

    def nameless(record: logging.LogRecord) -> bool:
        return address not in record.getMessage()

    logger.addFilter(nameless)
    try:
        yield
    finally:
        logger.removeFilter(nameless)
