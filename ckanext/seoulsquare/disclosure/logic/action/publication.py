"""Publishing a decided request."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, signals
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import holding, publishing


def seoulsquare_disclosure_publish(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Publish a decided request as a record of its own, linked to the record that was asked for.

    Texts with personal data and files that the leak screen has not let pass are refused.

    :param id: the case
    :param title: the record's title; default the subject
    :param question: what was asked for, in words without personal data
    :param answer: what was decided and why
    :param notes: anything more
    :param files: ids of answers that are published with it
    :param version: the version that was shown
    :returns: the case; `published` names the record
    """
    tk.check_access("seoulsquare_disclosure_publish", context, data_dict)
    found, who = border.opened(context, data_dict)
    texts = {
        "title": border.text(data_dict, "title", longest=200) or found.title,
        "question": border.text(data_dict, "question", needed=True, longest=20_000),
        "answer": border.text(data_dict, "answer", needed=True, longest=20_000),
        "notes": border.text(data_dict, "notes", longest=20_000),
    }
    now = clock.now()
    with border.refusing():
        chosen = publishing.check(
            found, texts, [str(i) for i in border.listed(data_dict, "files")], clock.today()
        )
    with border.writing():
        case = holding.hold(found.id, border.version(data_dict))
        publishing.publish(case, texts, chosen, border.user_name(context))
        holding.note(case, who, "published", now, detail={"record": case.package_id})
    publishing.index(case)
    signals.changed.send(case.id, action="published")
    return border.shown(case, who)
