"""Guide, rules and about: long texts, one Markdown file for each language. Knows nothing of CKAN.

A file begins with `# Title` and one paragraph that says what the page is; `##` headings make up its table of
contents. A city puts its own files of the same names into a folder of its own (setting `content_folder`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown import Markdown

FOLDER = Path(__file__).parent / "content"
PAGES = ("guide", "rules", "about")


@dataclass(frozen=True)
class Content:
    """A page: plain title and lead, HTML body, and its headings as (anchor, text)."""

    title: str
    lead: str
    body: str
    headings: tuple[tuple[str, str], ...]


@cache
def load(page: str, locale: str, own_folder: str = "", bundled: Path = FOLDER) -> Content:
    """The page in `locale`, or in English where there is no such file; files of `own_folder` come first.

    `bundled` is the folder of another room that has texts of its own.
    """
    folders = [Path(own_folder), bundled] if own_folder else [bundled]
    candidates = [folder / name / f"{page}.md" for name in (locale, "en") for folder in folders]
    return parse(next(file for file in candidates if file.is_file()).read_text(encoding="utf-8"))


def parse(text: str) -> Content:
    """Take a file apart and make HTML of its body."""
    title, lead, body = text.strip().split("\n\n", 2)
    markdown = Markdown(extensions=["tables", "toc", "attr_list"])
    html = markdown.convert(body)
    # A table wider than the screen scrolls in a box of its own, which the keyboard can reach.
    html = html.replace("<table>", '<div class="ss-table-box" tabindex="0"><table class="ss-table">')
    html = html.replace("</table>", "</table></div>")
    headings = tuple((token["id"], token["name"]) for token in markdown.toc_tokens)  # pyright: ignore[reportAttributeAccessIssue]  set by "toc"
    return Content(title.removeprefix("# ").strip(), " ".join(lead.split()), html, headings)
