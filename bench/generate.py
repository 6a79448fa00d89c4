"""A list of approval documents as large as wanted, made of the real rows that the extension ships.

Departments, unit tasks, officers, classes, licences and retention periods are drawn row by row, so that their
shares and what goes together are those of the city's lists. Titles are the real ones, with their numbers and
dates drawn anew and a place or month of another title added now and then, so that lengths and words stay as
they are and few titles are equal. The same seed gives the same list; a longer list starts with the shorter.

    python bench/generate.py 1000000 > list.csv
    python bench/generate.py 20000 --start 1000000 --seed 7 > next-day.csv
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "ckanext/seoulsquare/ingest/samples"
COLUMNS = [
    "package_id",
    "doc_prdctn_dt",
    "tkcrd_nm",
    "title",
    "src_dept_doc_no",
    "writer",
    "othbc_pd",
    "rspnber_dept_nm",
    "othbc_se",
    "cpyrht",
    "url",
    "job_se",
]
FIRST_DAY = dt.date(2012, 1, 2)
A_DAY = 20_000
"""Documents that the city's agencies produce on a working day."""

_NUMBER = re.compile(r"\d+")
_TAIL = re.compile(r"[(\[][^)\]]{2,12}[)\]]$")


def real_rows() -> list[dict[str, str]]:
    """The shipped rows of the city's list of approval documents."""
    rows = []
    for path in sorted(SAMPLES.glob("info_list_*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows.extend(csv.DictReader(stream))
    return rows


def rows(count: int, start: int = 0, seed: int = 20151031) -> Iterator[dict[str, str]]:
    """Rows number `start` to `start + count - 1` of the endless list of this seed."""
    real = real_rows()
    tails = sorted({found[0] for row in real if (found := _TAIL.search(row["title"]))})
    for number in range(start, start + count):
        # A generator of its own for each row: any part of the list can be made without the rest.
        draw = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, not secret
        yield _row(number, draw, draw.choice(real), draw.choice(real), tails)


def _row(
    number: int, draw: random.Random, place: dict[str, str], text: dict[str, str], tails: list[str]
) -> dict[str, str]:
    day = FIRST_DAY + dt.timedelta(days=number // A_DAY * 7 // 5)
    title = _NUMBER.sub(lambda found: _drawn(found[0], draw), text["title"])
    if tails and draw.random() < 0.2:
        title = f"{title} {draw.choice(tails)}"
    serial = draw.randrange(1, 30_000)
    address = number + 10_000_000
    return {
        "package_id": f"{day:%y%j}{number:010d}",
        "doc_prdctn_dt": f"{day:%Y%m%d}",
        "tkcrd_nm": text.get("tkcrd_nm") or text.get("trck_card_nm") or "",
        "title": title,
        "src_dept_doc_no": f"{place.get('rspnber_dept_nm') or place.get('dept_nm')}-{serial}",
        "writer": place["writer"],
        "othbc_pd": text.get("othbc_pd") or text.get("othnd_pd") or "",
        "rspnber_dept_nm": place.get("rspnber_dept_nm") or place.get("dept_nm") or "",
        "othbc_se": text.get("othbc_se") or text.get("othbs_se") or "",
        "cpyrht": text["cpyrht"],
        "url": f"https://opengov.seoul.go.kr/sanction/{address if text['cpyrht'] else ''}",
        "job_se": "I",
    }


def _drawn(digits: str, draw: random.Random) -> str:
    """Another number of as many digits; years stay near."""
    if len(digits) == 4 and digits.startswith("20"):  # noqa: PLR2004 - a year
        return str(draw.randrange(2012, 2022))
    return str(draw.randrange(10 ** (len(digits) - 1) if len(digits) > 1 else 1, 10 ** len(digits)))


def main() -> None:
    """Write the list to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20151031)
    given = parser.parse_args()
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(given.count, given.start, given.seed))


if __name__ == "__main__":
    main()
