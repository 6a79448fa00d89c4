"""A CKAN site of the benchmark: its commands, code run inside it, and its pages over HTTP."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import urllib3

from bench import measure
from bench.measure import Usage

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
_START = 120.0
"""Seconds that a portal may take to answer for the first time."""


@dataclass(frozen=True)
class Site:
    """`name` is `ours` or `stock`; `ini` its configuration; `run` the folder with process ids of services."""

    name: str
    ini: Path
    run: Path
    port: int
    core: str

    def command(self, *arguments: str, right: Sequence[int] = (0,)) -> Usage:
        """Run `ckan ARGUMENTS` to its end and measure it."""
        return measure.run([str(BIN / "ckan"), *arguments], self._environment, self.run, right)

    @cached_property
    def start_up(self) -> float:
        """Seconds that a command of CKAN takes before it does anything."""
        return min(self.command("user", "list").seconds for _ in range(2))

    def inside(self, function: str, **parameters: Any) -> Any:
        """What a function of `bench.inside` returns in a process that runs this site."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", function],
            input=json.dumps(parameters),
            env={**os.environ, **self._environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise measure.CommandError(f"{function} on {self.name}:\n{done.stderr[-3000:]}")
        return json.loads(done.stdout)

    @contextmanager
    def served(self) -> Iterator[Browser]:
        """The site's pages, served as `make demo` serves them, while the context lasts."""
        log = self.ini.parent / "logs" / f"{self.name}-web.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [
                    str(BIN / "gunicorn"), "--chdir", str(ROOT / "stack"), "--bind", f"127.0.0.1:{self.port}",
                    "--workers", "2", "--threads", "4", "--timeout", "120", "--worker-tmp-dir", "/dev/shm",  # noqa: S108
                    "wsgi:application",
                ],
                env={**os.environ, **self._environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )  # fmt: skip
        pid = self.run / f"{self.name}-web.pid"
        pid.write_text(str(server.pid))
        try:
            yield self._answering(server, log)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
            pid.unlink()

    @property
    def _environment(self) -> dict[str, str]:
        return {"CKAN_INI": str(self.ini)}

    def _answering(self, server: subprocess.Popen[bytes], log: Path) -> Browser:
        browser = Browser(f"http://127.0.0.1:{self.port}")
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline and server.poll() is None:
            try:
                browser.get("/api/3/action/status_show")
            except urllib3.exceptions.HTTPError:
                time.sleep(0.3)
            else:
                return browser
        raise measure.CommandError(f"{self.name} does not answer:\n{log.read_text()[-2000:]}")


class Browser:
    """One reader who waits for an answer before asking again."""

    def __init__(self, address: str) -> None:
        self.http = urllib3.HTTPConnectionPool(
            address.removeprefix("http://").split(":")[0], int(address.rsplit(":", 1)[1]), retries=False
        )

    def get(self, path: str) -> tuple[int, float]:
        """Status, and milliseconds until the last byte of the answer."""
        started = time.perf_counter()
        answer = self.http.request("GET", path, headers={"Accept-Encoding": "gzip"}, timeout=120.0)
        return answer.status, (time.perf_counter() - started) * 1000
