"""PostgreSQL and Solr that a test starts for itself, to stop them, break them and fill their disks."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import urllib3

ROOT = Path(__file__).parents[1]
STACK = ROOT / ".stack"
CONFIG_SETS = ROOT / "ckanext" / "seoulsquare" / "search" / "solr"
_PATIENCE = 300.0


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(holds: Callable[[], bool], what: str, patience: float = _PATIENCE) -> None:
    """Wait until something holds; fails when it takes too long."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"{what}: not within {patience:.0f} seconds"
        time.sleep(0.2)


class SmallDisk:
    """A folder that holds no more than so many kilobytes. Only root may make one."""

    def __init__(self, folder: Path, kilobytes: int) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        options = f"size={kilobytes}k"
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
        )
        if made.returncode:
            pytest.skip("no disk of a fixed size can be made here: that takes root's rights to mount")

    def grow(self, kilobytes: int) -> None:
        """Make it larger, with what it holds."""
        subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", self.folder], check=True)

    def remove(self) -> None:
        """Give it back."""
        subprocess.run(["umount", "-l", self.folder], check=True)


class Postgres:
    """A cluster of its own."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not found:
            pytest.skip("PostgreSQL's own programs are not installed here")
        self.programs = found[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="seoulsquare-postgres-", dir="/var/tmp"))
        self.port = free_port()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self.data, "-U", "ckan", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        """Of the database `postgres`, for its owner."""
        return f"postgresql://ckan@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop; `immediate` is what a crash leaves."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    @staticmethod
    def give(folder: Path) -> None:
        """Let the server write in a folder that root made."""
        shutil.chown(folder, "postgres", "postgres")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: Any) -> None:
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        command = [self.programs / program, *arguments]
        # To files, not to pipes, which the server that pg_ctl leaves behind would hold open.
        with (self.folder / "output").open("w+") as output:
            done = subprocess.run(
                [*(as_postgres if os.geteuid() == 0 else []), *command],
                cwd="/", stdout=output, stderr=output, check=False,
            )  # fmt: skip
            output.seek(0)
            assert done.returncode == 0, output.read()


class Solr:
    """A Solr of its own, which stands alone or is a node of a cloud.

    `zookeeper` None: no cloud; "": it runs the cloud's ZooKeeper; an address: it joins the cloud there.
    """

    def __init__(self, folder: Path, zookeeper: str | None = None) -> None:
        self.classes = STACK / "solr"
        if not (self.classes / "lib").is_dir():
            pytest.skip("the embedded Solr is not built here")
        self.home, self.cores, self.logs = (folder / name for name in ("home", "cores", "logs"))
        for made in (self.home, self.cores, self.logs):
            made.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.zookeeper = zookeeper
        self.process: subprocess.Popen[bytes] | None = None
        self.http = urllib3.PoolManager(retries=False, timeout=60)
        self._write_home()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/solr"

    def start(self) -> None:
        """Start and wait for an answer."""
        cloud = {None: [], "": ["-DzkRun"]}.get(self.zookeeper, [f"-DzkHost={self.zookeeper}"])
        settings = {
            "solr.solr.home": self.home,
            "solr.log.dir": self.logs,
            "solr.http1": "true",
            "log4j2.level": "warn",
            "jetty.port": self.port,
            "seoulsquare.configsets": CONFIG_SETS,
            "seoulsquare.cores": self.cores,
        }
        with (self.logs / "output").open("a") as output:
            self.process = subprocess.Popen(
                ["java", "-Xmx400m", *(f"-D{name}={value}" for name, value in settings.items()), *cloud,
                 "-cp", f"{self.classes / 'classes'}:{self.classes / 'lib' / '*'}",
                 "kr.seoulsquare.EmbeddedSolr", str(self.port)],
                stdout=output, stderr=output,
            )  # fmt: skip
        wait_for(self.answers, f"Solr at {self.port}")

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in order, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(_PATIENCE)

    def answers(self) -> bool:
        try:
            return self.http.request("GET", f"{self.url}/admin/info/system").status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def ask(self, path: str, **params: Any) -> dict[str, Any]:
        """An answer of Solr, which must be a good one."""
        answer = self.http.request("GET", f"{self.url}/{path}", fields={**params, "wt": "json"})
        assert answer.status == 200, answer.data.decode()
        return answer.json()

    def _write_home(self) -> None:
        cloud = (
            "<solrcloud><str name='host'>127.0.0.1</str><int name='hostPort'>${jetty.port}</int>"
            "<str name='hostContext'>solr</str><int name='zkClientTimeout'>10000</int></solrcloud>"
        )
        given = (ROOT / "stack" / "solr" / "home" / "solr.xml").read_text(encoding="utf-8")
        text = given if self.zookeeper is None else given.replace("</solr>", f"{cloud}</solr>")
        (self.home / "solr.xml").write_text(text, encoding="utf-8")
        if self.zookeeper == "":
            (self.home / "zoo.cfg").write_text("tickTime=2000\ninitLimit=10\nsyncLimit=5\n", encoding="utf-8")
