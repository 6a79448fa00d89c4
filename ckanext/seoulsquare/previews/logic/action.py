"""Actions on the pages of files, and on what the screen found in files."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.seoulsquare.previews.findings import deciding, listing
from ckanext.seoulsquare.previews.logic import schema
from ckanext.seoulsquare.previews.logic.auth import deciding_for
from ckanext.seoulsquare.previews.pagecore import asking, documents
from ckanext.seoulsquare.previews.shown import Shown, shown
from ckanext.seoulsquare.search.pages import PagesUnreadableError

__all__ = [
    "seoulsquare_page_list",
    "seoulsquare_page_search",
    "seoulsquare_preview_decide",
    "seoulsquare_preview_findings",
]


@tk.side_effect_free
@tk.validate_action_data(schema.page_search)
def seoulsquare_page_search(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Find pages of files by their text, in one document or in all.

    In one document every page with the words is found, in the order of pages. In all documents, or in those
    of a record, the best pages come first; only pages that everybody may read are in that index, and of a
    long document only the first ones.

    :param q: words, a question, or "words in quotes"
    :type q: string
    :param resource_id: the file to look in (optional)
    :type resource_id: string
    :param package_id: id of the record to look in (optional)
    :type package_id: string
    :param rows: pages to give, at most 100
    :type rows: int
    :param start: how many to skip, at most 10,000
    :type start: int
    :returns: `count`, the number of pages found, and `results`: `package_id`, `package_name`, `resource_id`,
        `file` (its name), `language`, `page` (from 1), `passage` (HTML in which only `<mark>` is markup),
        `matches` (spans `[start, end]` of the found words in the page's text, which `words` of the page's
        JSON have too) and `url` of the page in the viewer. A page that this reader may not see is counted
        where the index has not heard of it yet, and never given
    :rtype: dict
    """
    tk.check_access("seoulsquare_page_search", context, data_dict)
    typed, start, rows = data_dict["q"], data_dict["start"], data_dict["rows"]
    try:
        if resource_id := data_dict.get("resource_id"):
            count, results = asking.in_file(_shown(context, resource_id), typed, start, rows)
        else:
            count, results = asking.everywhere(
                typed, _user(context), start, rows, data_dict.get("package_id")
            )
    except PagesUnreadableError as error:
        raise tk.ValidationError({"q": [tk._("Pages cannot be searched at the moment")]}) from error
    return {"count": count, "results": results}


@tk.side_effect_free
@tk.validate_action_data(schema.page_list)
def seoulsquare_page_list(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List the pages of a file.

    :param resource_id: the file
    :type resource_id: string
    :param rows: pages to give, at most 1,000
    :type rows: int
    :param start: how many to skip
    :type start: int
    :returns: `count`; `status` of the preview (`ok`, `scanned`, `clipped`, `damaged`, ...); `masked`, whether
        personal data is painted out; `language`; and `results`: `number` (from 1), `width` and `height` in
        points, `characters` of the page's text
    :rtype: dict
    """
    tk.check_access("seoulsquare_page_list", context, data_dict)
    preview = _shown(context, data_dict["resource_id"])
    start = data_dict["start"]
    texts = documents.texts(preview)
    return {
        "count": len(preview.pages),
        "status": preview.status,
        "masked": preview.masked,
        "language": preview.language,
        "results": [
            {
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "characters": len(texts[page.number - 1]),
            }
            for page in preview.pages[start : start + data_dict["rows"]]
        ],
    }


@tk.side_effect_free
@tk.validate_action_data(schema.preview_findings)
def seoulsquare_preview_findings(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List the files that wait for the leak screen or for an officer, of the agencies that the user edits.

    :param concern: why a file is listed: `block`, `unreadable`, `infected`, `warn`, `waiting` or `failed`
    :type concern: string
    :param decided: files on which somebody decided: `no` (default), `yes` or `any`
    :type decided: string
    :param agency: name of the agency
    :type agency: string
    :param kind: kind of personal data: `rrn`, `frn`, `passport`, `licence`, `card`, `account`, `mobile`,
        `email`, `brn` or `address`
    :type kind: string
    :param type: kind of record (dataset type)
    :type type: string
    :param from: first day on which the screen looked at the file, or on which it came in
    :type from: ISO date
    :param to: last such day
    :type to: ISO date
    :param resource_id: only this file, whatever was found in it
    :type resource_id: string
    :param sort: `newest` (default), `oldest`, `agency` or `record` (by title)
    :type sort: string
    :param rows: files to give, at most 1,000
    :type rows: int
    :param start: how many to skip
    :type start: int
    :returns: `count` and `results`: `resource_id`, `package_id`, `package_name`, `title`, `type`, `agency`,
        `agency_title`, `file`, `format`, `pages`, `concern`, `verdict`, `state`, `held` (why the public may
        not have the file), `error`, `findings` (`kind`, `level`, `place`, `page`, `masked`: never the value
        itself), `screened_at`, `decision` and `decisions`, all that were made, the newest first
        (`decision`, `reason`, `by`, `at`)
    :rtype: dict
    """
    tk.check_access("seoulsquare_preview_findings", context, data_dict)
    wanted = listing.Wanted(
        concern=data_dict.get("concern", ""),
        decided="" if data_dict["decided"] == "any" else data_dict["decided"],
        agency=data_dict.get("agency", ""),
        kind=data_dict.get("kind", ""),
        dataset_type=data_dict.get("type", ""),
        first_day=data_dict["from"].date() if data_dict.get("from") else None,
        last_day=data_dict["to"].date() if data_dict.get("to") else None,
        resource_id=data_dict.get("resource_id", ""),
        sort=data_dict["sort"],
    )
    organization_ids = None if context.get("ignore_auth") else deciding_for(context.get("user"))
    count, results = listing.listed(wanted, organization_ids, data_dict["rows"], data_dict["start"])
    return {"count": count, "results": results}


@tk.validate_action_data(schema.preview_decide)
def seoulsquare_preview_decide(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Decide what the public gets of a file, or take a decision back. A new upload ends it.

    :param resource_id: the file
    :type resource_id: string
    :param decision: `publish` (the file as it is), `masked` (pages with the values painted out; the original
        is withheld), `withhold`, or an empty text, which takes the decision before back
    :type decision: string
    :param reason: why, for the agency's own records
    :type reason: string
    :returns: the file as in `seoulsquare_preview_findings`
    :rtype: dict
    """
    tk.check_access("seoulsquare_preview_decide", context, data_dict)
    resource_id = data_dict["resource_id"]
    author = context.get("auth_user_obj")
    try:
        deciding.decide(
            resource_id,
            data_dict["decision"],
            reason=data_dict["reason"],
            user_id=author.id if author else "",
        )
    except deciding.RefusedError as error:
        raise tk.ValidationError({"decision": [error.told()]}) from error
    except LookupError as error:
        raise tk.ObjectNotFound(tk._("The screen has not looked at this file")) from error
    _, found = listing.listed(listing.Wanted(decided="", resource_id=resource_id), None, 1, 0)
    return found[0]


def _shown(context: Context, resource_id: str) -> Shown:
    preview = shown(resource_id, _user(context))
    if preview is None:
        raise tk.ObjectNotFound(tk._("There is no preview of this file that you may read"))
    return preview


def _user(context: Context) -> Any:
    return context.get("auth_user_obj") or model.AnonymousUser()
