"""Jobs that hang, grow, crash or say nothing end as errors, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ckanext.seoulsquare.previews import sandbox
from ckanext.seoulsquare.previews.limits import LIMITS


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run Python code in place of a job's module, in the sandbox."""

    def run(code: str, **limits: int) -> dict:
        script = tmp_path / "job.py"
        script.write_text(f"import json, os, sys, time\norder = json.load(sys.stdin)\n{code}\n")
        monkeypatch.setattr(sandbox, "JOB", [sys.executable, "-I", str(script)])
        with sandbox.folder() as work:
            return sandbox.run("any", work, replace(LIMITS, **limits), number=7)

    return run


def _reason(error: pytest.ExceptionInfo[sandbox.JobError]) -> str:
    return error.value.reason


def test_a_result_comes_back(task) -> None:
    assert task('open(order["result"], "w").write(json.dumps({"value": order["options"]}))') == {"number": 7}


def test_exit_0_without_a_result_is_a_crash_and_tried_twice(task, tmp_path: Path) -> None:
    with pytest.raises(sandbox.JobError) as error:
        task(f"open({str(tmp_path / 'tries')!r}, 'a').write('x')")
    assert _reason(error) == "crash"
    assert (tmp_path / "tries").read_text() == "xx"


def test_a_dead_process_is_a_crash(task) -> None:
    with pytest.raises(sandbox.JobError) as error:
        task("os.abort()")
    assert _reason(error) == "crash"


def test_a_panic_is_a_crash() -> None:
    """Panics of Rust libraries derive from `BaseException`; the job reports even those."""
    code = (
        "from ckanext.seoulsquare.previews import job\n"
        "def panic(): raise BaseException('panic')\n"
        "job.TASKS['any'] = panic\n"
        "job.main()"
    )
    with sandbox.folder() as work:
        order = (
            f'{{"task": "any", "result": "{work}/r", "memory": 1073741824, "seconds": 9, "options": {{}}}}'
        )
        done = subprocess.run([sys.executable, "-c", code], input=order, text=True, check=True)
        assert done.returncode == 0
        assert (work / "r").read_text() == '{"fault": "BaseException"}'


def test_a_hang_is_stopped_with_all_its_children(task, tmp_path: Path) -> None:
    with pytest.raises(sandbox.JobError) as error:
        task(
            "import subprocess\n"
            "child = subprocess.Popen(['sleep', '600'])\n"
            f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
            "time.sleep(600)",
            seconds=2,
        )
    assert _reason(error) == "timeout"
    child = int((tmp_path / "pid").read_text())
    for _ in range(100):  # the kernel reaps it in its own time
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child is still running")


def test_too_much_memory_and_too_much_output_are_stopped(task) -> None:
    with pytest.raises(sandbox.JobError) as error:
        task("x = bytearray(300 << 20); time.sleep(60)", memory=100 << 20)
    assert _reason(error) == "memory"
    with pytest.raises(sandbox.JobError) as error:
        task("open('big', 'wb').write(bytes(9 << 20)); time.sleep(60)", output=1 << 20)
    assert _reason(error) == "output"


def test_jobs_have_no_secrets_and_no_network(task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKAN_SQLALCHEMY_URL", "postgresql://secret")
    found = task(
        'value = {"env": sorted(os.environ), "net": open("/proc/net/dev").read()}\n'
        'open(order["result"], "w").write(json.dumps({"value": value}))'
    )
    assert "CKAN_SQLALCHEMY_URL" not in found["env"]
    if not sandbox.without_network():
        pytest.skip("this system does not let us take the network away")
    assert {line.split(":")[0].strip() for line in found["net"].splitlines()[2:]} <= {"lo"}


def test_folders_disappear() -> None:
    with sandbox.folder() as work:
        assert os.stat(work).st_mode & 0o077 == 0
    assert not work.exists()
