"""The second backend for HWP, HWPX and HWPML: @rhwp/core, a WebAssembly module, under Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, UnsupportedError

_SCRIPT = Path(__file__).with_name("rhwp.js")


def svg_pages(source: Path, folder: Path, core: str) -> list[bytes]:
    """The pages of a document.

    :param folder: a folder for files of the job
    :param core: folder of the installed npm package @rhwp/core
    """
    node = shutil.which("node")
    if not node or not (Path(core) / "rhwp.js").is_file():
        raise UnsupportedError("Node or @rhwp/core is not installed")
    target = folder / "rhwp"
    script = _SCRIPT.read_text(encoding="utf-8")
    command = [node, "--input-type=module", "--eval", script, core, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        if "암호" in done.stderr.decode("utf-8", "replace"):
            raise EncryptedError("the document needs a password")
        raise DamagedError("@rhwp/core could not read the document")
    paths = sorted(folder.glob("rhwp-*.svg"))
    pages = [path.read_bytes() for path in paths]
    for path in paths:
        path.unlink()
    return pages
