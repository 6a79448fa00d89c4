"""What an officer decides about a file in which the screen found something."""

from __future__ import annotations

from datetime import UTC, datetime

from ckan import model

from ckanext.seoulsquare.previews import config, masking, sandbox, storage
from ckanext.seoulsquare.previews.announcing import announce
from ckanext.seoulsquare.previews.model import Content, Upload
from ckanext.seoulsquare.previews.states import DECISIONS
from ckanext.seoulsquare.previews.text.passage import VISIBLE

_ON_PAGES = VISIBLE | {"ocr"}


class MaskingError(Exception):
    """No masked copy can be published: there are no pages, or not all that was found shows on them."""


def decide(resource_id: str, decision: str, user_id: str) -> None:
    """Publish a file, publish only a masked copy of its pages, withhold it, or take that back.

    Commits. The caller has checked that the user may decide. A new upload takes the decision away.

    :param decision: publish, masked, withhold, or "" for none
    :raises LookupError: no file waits for a decision there
    :raises ValueError: there is no such decision, or the file carries malware
    :raises MaskingError: see there
    """
    if decision not in (*DECISIONS, ""):
        raise ValueError(decision)
    file = Upload.get(resource_id)
    if file is None or not file.verdict:
        raise LookupError(resource_id)
    if file.state == "infected" and decision != "withhold":
        raise ValueError("the file carries malware")
    if decision == "masked":
        _mask(file)
    file.decision, file.decided_by = decision, user_id if decision else ""
    file.decided_at = datetime.now(UTC) if decision else None
    model.Session.commit()
    announce([file])


def _mask(file: Upload) -> None:
    """Make the masked copy of the file's pages, once for each content."""
    content = Content.get(file.content_hash)
    if file.state != "made" or content is None or not content.pages:
        raise MaskingError("there are no pages")
    if content.masked:
        return
    if content.verdict == "unreadable":
        raise MaskingError("the screen could not read all of the file")
    with sandbox.folder() as folder:
        pages, target = folder / "pages", folder / "masked"
        pages.mkdir()
        storage.fetch(content.content_hash, content.pages, pages)
        count = masking.mask(
            pages, target, today=datetime.now(UTC).date(), office_domains=config.office_mail_domains()
        )
        if count < sum(finding["place"] in _ON_PAGES for finding in content.findings):
            raise MaskingError("some of what was found is not in the text of the pages")
        storage.save(target, content.content_hash, masked=True)
    content.masked = True
