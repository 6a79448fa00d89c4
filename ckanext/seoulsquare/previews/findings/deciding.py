"""An officer's decision about a file, written down with its reason."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.findings.model import Decision
from ckanext.seoulsquare.previews.states import FileState

_MASKABLE = ("clear", "warn", "block")


class RefusedError(Exception):
    """What was decided cannot be done with this file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def told(self) -> str:
        """Why, in the reader's language."""
        return {
            "infected": tk._("A file with malware is withheld, whatever is decided."),
            "unreadable": tk._("The screen could not read all of this file: no masked copy can be trusted."),
            "masking": tk._(
                "Some of what was found is not in the text of the pages: a masked copy would still show it."
            ),
        }[self.code]


def can_mask(state: FileState) -> bool:
    """Whether a masked copy of the file's pages can be made at all."""
    return state.readable and state.verdict in _MASKABLE


def decide(resource_id: str, decision: str, *, reason: str, user_id: str) -> None:
    """Decide, and keep who did so and why, in one transaction. Commits.

    :param decision: `publish`, `masked`, `withhold`, or "" to take back what was decided before
    :raises LookupError: the screen has not looked at the file, or there is none
    :raises RefusedError: see there
    """
    state = service.files([resource_id]).get(resource_id)
    if state is None:
        raise LookupError(resource_id)
    if state.state == "infected":
        raise RefusedError("infected")
    if decision == "masked" and not can_mask(state):
        raise RefusedError("unreadable")
    model.Session.add(
        Decision(
            resource_id=resource_id,
            content_hash=state.content_hash,
            decision=decision,
            reason=reason,
            user_id=user_id,
        )
    )
    try:
        service.decide(resource_id, decision, user_id)
    except service.MaskingError as error:
        model.Session.rollback()
        raise RefusedError("masking") from error
    except BaseException:
        model.Session.rollback()
        raise
