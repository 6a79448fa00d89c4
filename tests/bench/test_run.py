"""A whole run on a few hundred documents: that everything is measured, not how fast it is."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COUNT, SAMPLE = 300, 20


@pytest.mark.slow
def test_a_small_run_measures_and_cleans_up(tmp_path: Path) -> None:
    if (ROOT / ".stack" / "bench").exists():
        pytest.skip("a benchmark runs, or its data is kept")
    done = subprocess.run(
        [
            ROOT / "stack" / "run", "bench", "--count", str(COUNT), "--sample", str(SAMPLE),
            "--sections", "load,verify,search", "--results", tmp_path,
        ],
        env={name: value for name, value in os.environ.items() if name != "KEEP"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(next(tmp_path.glob(f"*-{COUNT}.json")).read_text())
    sections = {
        name: {figure["name"]: figure for figure in figures} for name, figures in result["sections"].items()
    }
    assert list(sections) == ["load", "verify", "search"]
    assert sections["load"]["load a list"]["detail"]["counts"]["created"] == COUNT
    assert sections["load"]["load a list"]["base"] > 0
    assert f"{COUNT} unchanged" in sections["load"]["load the same list again"]["note"]
    assert "3 updated" in sections["load"]["load the list with 1 % changed"]["note"]
    assert sections["verify"]["records on which index and database differ"]["value"] == 0
    assert all(figure["value"] > 0 for name, figure in sections["search"].items())
    assert "load --door actions" in next(tmp_path.glob("*.md")).read_text()
    assert not (ROOT / ".stack" / "bench").exists()
