"""The process of one job: reads an order from stdin, does it within limits, writes the result as JSON.

Runs without CKAN. An order is `{"task", "result", "memory", "seconds", "options"}`.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

# Renderers (Node above all) reserve far more than they use; the sandbox watches their real memory.
_ADDRESS_SPACE = {"draw": 16}


def text(source: str) -> dict[str, Any]:
    """What the independent reader finds in a file."""
    from ckanext.seoulsquare.previews.text.reader import read

    return asdict(read(Path(source).read_bytes()))


def screen(source: str, name: str, office_domains: list[str]) -> dict[str, Any]:
    """The leak screen's report on a file; its text does not leave the job."""
    from ckanext.seoulsquare.previews.screen import screen_file

    return screen_file(Path(source), name, office_domains).as_dict()


def draw(source: str, target: str, backend: dict[str, str]) -> dict[str, Any]:
    """Draw a file as a PDF."""
    from ckanext.seoulsquare.previews.render.renderers import Backend
    from ckanext.seoulsquare.previews.render.renderers import draw as draw_pdf

    return draw_pdf(Path(source), Path(target), Backend(**backend))


def pages(source: str, target: str, use_ocr: bool) -> dict[str, Any]:
    """Images, text and word boxes of the pages of a PDF."""
    from ckanext.seoulsquare.previews.pages import make

    return make(Path(source), Path(target), use_ocr)


def sheets(source: str, target: str) -> dict[str, Any]:
    """The cells of a workbook, written to a file; how many sheets there are."""
    from ckanext.seoulsquare.previews.sheets import read

    found = [asdict(sheet) for sheet in read(Path(source).read_bytes())]
    Path(target).write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return {"sheets": len(found)}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "text": text,
    "screen": screen,
    "draw": draw,
    "pages": pages,
    "sheets": sheets,
}


def main() -> None:
    """Do the order on stdin."""
    order = json.load(sys.stdin)
    space = order["memory"] * _ADDRESS_SPACE.get(order["task"], 1)
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    work = order["seconds"] * 2 + 5  # two cores; time on the wall is the sandbox's to watch
    resource.setrlimit(resource.RLIMIT_CPU, (work, work))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(order["seconds"] + 30)  # ends the job also where nobody watches it any more
    try:
        result = {"value": TASKS[order["task"]](**order["options"])}
    except BaseException as error:  # noqa: BLE001 - panics of Rust libraries are no `Exception`; the sandbox reports it
        result = {"fault": type(error).__name__}
    Path(order["result"]).write_text(json.dumps(result))


if __name__ == "__main__":
    main()
