"""Short texts with an address that an administrator writes: notices and hot topics. Knows nothing of CKAN."""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = ("ko", "zh", "en")


@dataclass(frozen=True)
class Headline:
    """A text by language code, and the address it leads to."""

    text: dict[str, str]
    url: str


class HeadlineError(ValueError):
    """A line that is no headline; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def parse(text: str) -> list[Headline]:
    """Read headlines, one a line: `Korean | Chinese | English | address`; blank lines do not count.

    The address is one of the portal itself (`/search?q=...`) or begins with http:// or https://.

    :raises HeadlineError: at the first line that has not four parts, lacks a text or has no such address
    """
    headlines = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        *texts, url = (part.strip() for part in line.split("|"))
        if len(texts) != len(FIELDS) or not all(texts) or not _is_address(url):
            raise HeadlineError(number)
        headlines.append(Headline(dict(zip(FIELDS, texts, strict=True)), url))
    return headlines


def _is_address(url: str) -> bool:
    is_own = url.startswith("/") and not url.startswith("//")
    return is_own or url.startswith(("http://", "https://"))
