"""What a run was made on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psutil

from bench.context import Bench
from bench.site import ROOT


def facts(bench: Bench) -> dict[str, Any]:
    """Machine, versions, commit, and how busy the machine was when the run began."""
    return {
        "time": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": _output("git", "rev-parse", "--short", "HEAD"),
        "uncommitted changes": bool(_output("git", "status", "--porcelain", "--untracked-files=no")),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mib": psutil.virtual_memory().total // 2**20,
        "disk_free_mib": shutil.disk_usage(bench.work).free // 2**20,
        "disk": _disk(bench.work),
        "system": f"{platform.system()} {platform.release()}",
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
        "load_at_start": os.getloadavg(),
        "versions": {
            "Python": platform.python_version(),
            "Java": _output("java", "-version").splitlines()[0],
            "Solr": bench.services.solr("admin/info/system")["lucene"]["solr-spec-version"],
            **bench.ours.inside("rows.versions"),
        },
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _disk(folder: Path) -> str:
    """Device and file system that hold a folder."""
    mounts = [part for part in psutil.disk_partitions(all=True) if folder.is_relative_to(part.mountpoint)]
    nearest = max(mounts, key=lambda part: len(part.mountpoint))
    return f"{nearest.device} ({nearest.fstype})"


def _output(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip()
