"""A killable process for each job on an untrusted file: own folder, limits, no network where that works.

It is a fresh interpreter (`python -I -m ckanext.seoulsquare.previews.job`), so that a panic of a native
library, a hang or a bomb ends the job and never the worker that asked for it. "Exit 0 without output" is a
failure.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from ckanext.seoulsquare.previews.limits import LIMITS, Limits

log = logging.getLogger(__name__)

JOB = [sys.executable, "-I", "-m", "ckanext.seoulsquare.previews.job"]
_FONTS = Path(__file__).parent / "render" / "fonts.xml"
_TICK = 0.05  # seconds between two looks at a job
_RESULT = "result.json"
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class JobError(Exception):
    """A job that gave no result. `reason`: timeout, memory, output or crash."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@contextmanager
def folder() -> Iterator[Path]:
    """A private folder for the files of one document, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="seoulsquare-") as path:
        yield Path(path)


def run(task: str, work: Path, limits: Limits = LIMITS, **options: Any) -> dict[str, Any]:
    """Run a task of `job.TASKS` in a process of its own and return its result; a crash is tried once more.

    :param work: folder the job may write to, see `folder()`
    :param options: plain values for the task (paths as strings)
    :raises JobError: when the job was stopped or ended without a result
    """
    try:
        return _run(task, work, limits, options)
    except JobError as error:
        if error.reason != "crash":
            raise
        log.warning("preview job %s crashed, trying once more: %s", task, error)
        return _run(task, work, limits, options)


def _run(task: str, work: Path, limits: Limits, options: dict[str, Any]) -> dict[str, Any]:
    result = work / _RESULT
    result.unlink(missing_ok=True)
    order = json.dumps(
        {
            "task": task,
            "result": str(result),
            "memory": limits.memory,
            "seconds": limits.seconds,
            "options": options,
        }
    )
    command = [*without_network(), *JOB]
    with (work / "stderr").open("w+b") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            cwd=work,
            env=_environment(work),
            start_new_session=True,
        )
        try:
            _feed(process, order)
            _watch(process, work, limits)
        finally:
            _kill(process)
    return _result(result, process.returncode)


def _feed(process: subprocess.Popen[bytes], order: str) -> None:
    assert process.stdin is not None  # noqa: S101 - opened as a pipe above
    try:
        process.stdin.write(order.encode())
        process.stdin.close()
    except BrokenPipeError as error:
        raise JobError("crash", "the job did not start") from error


def _watch(process: subprocess.Popen[bytes], work: Path, limits: Limits) -> None:
    """Wait for the end; raises `JobError` as soon as a limit is passed."""
    end = time.monotonic() + limits.seconds
    looks = 0
    while True:
        try:
            process.wait(_TICK)
        except subprocess.TimeoutExpired:
            pass
        else:
            return
        if time.monotonic() > end:
            raise JobError("timeout", f"more than {limits.seconds} s")
        looks += 1
        if looks % 10 == 0:  # twice a second: these looks cost more
            if _memory(process.pid) > limits.memory:
                raise JobError("memory", f"more than {limits.memory} bytes")
            if _written(work) > limits.output:
                raise JobError("output", f"more than {limits.output} bytes")


def _result(path: Path, code: int) -> dict[str, Any]:
    try:
        result = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise JobError("crash", f"exit {code} without a result") from error
    if "fault" in result:
        raise JobError("memory" if result["fault"] == "MemoryError" else "crash", result["fault"])
    return result["value"]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the job and whatever it started: they share its process group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _memory(group: int) -> int:
    """Resident bytes of all processes of a group."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[2]) == group:  # the fields after the name: state, parent, group, ...
            total += int(fields[21]) * _PAGE_SIZE
    return total


def _written(work: Path) -> int:
    total = 0
    for folder, _, names in os.walk(work):  # passes over what disappears meanwhile
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(folder, name)).st_size
    return total


def _environment(work: Path) -> dict[str, str]:
    """Nothing of the worker's own environment but where programs are."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(work),
        "TMPDIR": str(work),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(_FONTS),
    }


@cache
def without_network() -> tuple[str, ...]:
    """The command in front of a job that takes the network away, where the system permits it to us."""
    if shutil.which("unshare"):
        for flags in (("--net",), ("--user", "--map-current-user", "--net")):
            if subprocess.run(["unshare", *flags, "true"], capture_output=True, check=False).returncode == 0:
                return ("unshare", *flags, "--")
    log.warning("preview jobs keep the network: this system does not let us take it away")
    return ()
