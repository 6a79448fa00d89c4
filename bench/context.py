"""What all sections share: the two sites, their records, and what was done already."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from bench import generate
from bench.measure import Usage, tell
from bench.needs import STOCK_INDEX_MOST
from bench.options import Options
from bench.queries import Queries
from bench.services import Services
from bench.site import ROOT, Site

SOME_REJECTED = 3
"""Exit status of a load of which some rows were rejected."""

_OTHER_RECORDS = 50_000_000
"""Numbers of generated records that no list of a run contains."""


class Bench:
    """One run. What a section needs and none before it has made is made without being measured."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.count = options.count
        state = ROOT / ".stack" / "bench"
        self.work = state / "work"
        solr = _option(state / "ckan.ini", "solr_url").rsplit("/", 1)[0]
        self.services = Services(state, solr)
        port = int(_option(state / "ckan.ini", "ckan.site_url").rsplit(":", 1)[1])
        self.ours = Site("ours", state / "ckan.ini", self.services.run, port, "seoulsquare")
        self.stock = Site("stock", state / "stock.ini", self.services.run, port + 1, "stock")
        self.queries = Queries(self.count)
        self._done: dict[str, Any] = _read(self.work / "state.json")
        if self._done.get("count", self.count) != self.count:
            raise SystemExit(
                f"The kept archive has {self._done['count']:,} documents; run once without KEEP."
            )

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` returned when it was first called under this name, in this run or in a kept one."""
        if name not in self._done:
            self.remember(name, make())
        return self._done[name]

    def remember(self, name: str, value: Any) -> None:
        """What `once` gives under this name from now on."""
        self._done |= {"count": self.count, name: value}
        (self.work / "state.json").write_text(json.dumps(self._done))

    def archive(self) -> dict[str, Any]:
        """Fill the archive; what the load took."""
        return self.once("archive", self._load_all)

    def stock_sample(self) -> dict[str, Any]:
        """Give stock CKAN its sample; what that took."""
        return self.once("stock sample", self._create_sample)

    def stock_index(self) -> dict[str, Any]:
        """Fill the stock core up to the size of the archive, as far as that goes."""
        return self.once("stock index", self._fill_stock)

    @property
    def stock_count(self) -> int:
        """Documents in the stock core when it is filled."""
        return min(self.count, STOCK_INDEX_MOST)

    @cached_property
    def list_of_all(self) -> Path:
        """The list of the whole archive."""
        return self._list("list", lambda: generate.rows(self.count))

    @cached_property
    def list_of_changes(self) -> Path:
        """The same list with every hundredth title changed."""

        def rows() -> Iterator[dict[str, str]]:
            for number, row in enumerate(generate.rows(self.count)):
                yield {**row, "title": f"{row['title']} (변경)"} if number % 100 == 0 else row

        return self._list("changes", rows)

    def list_of_others(self, name: str, count: int, start: int = 0) -> Path:
        """A list of records that the archive does not have."""
        return self._list(name, lambda: generate.rows(count, _OTHER_RECORDS + start))

    def load(self, path: Path, *options: str) -> Usage:
        """Load a list into the archive with the command that everybody uses."""
        return self.ours.command("seoulsquare", "load", str(path), *options, right=(0, SOME_REJECTED))

    def _load_all(self) -> dict[str, Any]:
        self.ours.inside("rows.seed")
        path = self.list_of_all
        tell(f"Loading {self.count:,} documents")
        used = self.load(path)
        return {**used.facts(), "counts": counts(used.output), "list_mib": path.stat().st_size / 2**20}

    def _create_sample(self) -> dict[str, Any]:
        tell(f"Giving {self.options.sample:,} documents to package_create of stock CKAN")
        return self.stock.inside("stock.create", path=str(self.list_of_all), count=self.options.sample)

    def _fill_stock(self) -> dict[str, Any]:
        self.stock_sample()
        tell(f"Filling the stock core up to {self.stock_count:,} documents")
        path = self._list("stock", lambda: generate.rows(self.stock_count))
        return self.stock.inside("stock.fill", path=str(path), skip=self.options.sample)

    def _list(self, name: str, rows: Callable[[], Iterator[dict[str, str]]]) -> Path:
        path = self.work / f"{name}.csv"
        if not path.exists():
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, generate.COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows())
        return path


def counts(output: str) -> dict[str, int]:
    """The numbers of a command's last line, such as `created=5 updated=0`."""
    line = next(line for line in reversed(output.splitlines()) if "=" in line and " " in line)
    return {
        name: int(number)
        for name, _, number in (part.partition("=") for part in line.split())
        if number.isdigit()
    }


def _option(ini: Path, key: str) -> str:
    """A value of a configuration file."""
    lines = (line.partition("=") for line in ini.read_text().splitlines())
    return next(value.strip() for name, _, value in lines if name.strip() == key)


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.exists() else {}
