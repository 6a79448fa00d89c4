"""The benchmark's own services, and how Solr is made to forget what it read."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil
import urllib3

from bench.site import ROOT


@dataclass(frozen=True)
class Services:
    """`state` is the folder that holds everything of the benchmark."""

    state: Path
    solr_address: str

    @property
    def run(self) -> Path:
        """Folder of the files with process ids."""
        return self.state / "run"

    def solr(self, path: str) -> dict[str, Any]:
        """Solr's answer to a path below its address."""
        answer = urllib3.request("GET", f"{self.solr_address}/{path}", timeout=120.0, retries=False)
        return orjson.loads(answer.data)

    def cool(self) -> None:
        """Start Solr again, and let the system forget the files of its indexes."""
        _service("stop", "solr")
        for path in (self.state / "solr" / "cores").rglob("*"):
            if path.is_file():
                _forget(path)
        _service("start")
        while any(
            "instanceDir" not in core
            for core in self.solr("admin/cores?action=STATUS&indexInfo=false")["status"].values()
        ):
            pass

    def solr_memory(self) -> dict[str, float]:
        """MiB that Solr's process holds, and that its heap has in use."""
        jvm = self.solr("admin/info/system")["jvm"]["memory"]["raw"]
        resident = psutil.Process(int((self.run / "solr.pid").read_text())).memory_info().rss
        return {"resident": resident / 2**20, "heap": jvm["used"] / 2**20, "heap_most": jvm["max"] / 2**20}

    def core(self, name: str) -> dict[str, Any]:
        """Facts of a core's index: `numDocs`, `sizeInBytes`, `segmentCount`, ..."""
        return self.solr(f"admin/cores?action=STATUS&core={name}")["status"][name]["index"]

    def commit(self, name: str) -> None:
        """Let a core show everything it was sent."""
        self.solr(f"{name}/update?commit=true")


def _service(*arguments: str) -> None:
    subprocess.run([ROOT / "stack" / "run", "bench-service", *arguments], check=True)


def _forget(path: Path) -> None:
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
