"""Office files drawn by LibreOffice: one process and one profile for each job."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ckanext.seoulsquare.previews.detect import Format
from ckanext.seoulsquare.previews.errors import DamagedError, UnsupportedError
from ckanext.seoulsquare.previews.render.drawing import Drawing

# Names of import filters by format: the content decides, not the file's name.
_SUFFIXES = {
    form: form.value for form in (Format.DOCX, Format.XLSX, Format.PPTX, Format.ODT, Format.ODS, Format.ODP)
}
_SUFFIXES |= {Format.DOC: "doc", Format.XLS: "xls", Format.PPT: "ppt"}
# No macros, no links to other files or servers.
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)


def draw(source: Path, target: Path, found: Format) -> Drawing:
    """Write an office document to a PDF. LibreOffice ends with 0 also when it wrote nothing."""
    program = shutil.which("soffice")
    if not program:
        raise UnsupportedError("LibreOffice is not installed")
    profile = target.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE)
    copy = target.with_suffix(f".{_SUFFIXES[found]}")
    shutil.copyfile(source, copy)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "pdf", "--outdir", str(target.parent), str(copy)),
    ]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    copy.unlink()
    shutil.rmtree(profile, ignore_errors=True)
    if not target.is_file() or not target.read_bytes()[:5] == b"%PDF-":
        raise DamagedError("LibreOffice could not read the document")
    return Drawing("libreoffice")
