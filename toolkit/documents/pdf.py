"""Word documents as PDF, by LibreOffice where it is found. This is the only door to LibreOffice.

Each batch runs in a LibreOffice of its own with a private profile, so that batches run beside each other and
beside one that a person has open. A macro of ours in that profile opens each document (its own macros never
run, its links are not followed), renews its contents tables, and prints it. A document on which LibreOffice
hangs or dies is given up alone: a new LibreOffice goes on with the rest.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from toolkit.documents.long_tables import copy_to_print
from toolkit.errors import ProgramMissing, RenderError

ROW_SECONDS = 0.02
"""What each row of a table adds to the limit of its document; LibreOffice needs a third of it for nine cells."""
START_SECONDS = 60.0
"""How long LibreOffice may take to start; the first start on a machine is slow."""
_LOOK = 0.05
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_BASIC = """\
Sub Main
  Dim at As Integer
  For at = 0 To {last}
    Turn(at)
  Next at
  Note("end")
  StarDesktop.terminate()
End Sub

Sub Turn(at As Integer)
  Dim paper As Object, part As String
  On Error GoTo Bad
  paper = StarDesktop.loadComponentFromURL("{folder}/" & at & ".docx", "_blank", 0, Array( _
    Said("Hidden", True), Said("ReadOnly", False), Said("MacroExecutionMode", 0), Said("UpdateDocMode", 0), _
    Said("FilterName", "MS Word 2007 XML")))
  Renew(paper)
  Renew(paper)
  part = "{folder}/" & at & ".part"
  paper.storeToURL(part, Array(Said("FilterName", "writer_pdf_Export")))
  paper.close(True)
  Name part As "{folder}/" & at & ".pdf"
  Exit Sub
Bad:
  Note(at & ".failed")
End Sub

Sub Renew(paper As Object)
  Dim at As Integer, tables As Object
  paper.refresh()
  tables = paper.getDocumentIndexes()
  For at = 0 To tables.getCount() - 1
    tables.getByIndex(at).update()
  Next at
  paper.getTextFields().refresh()
End Sub

Sub Note(word As String)
  Dim out As Integer
  out = FreeFile
  Open "{folder}/" & word For Output As #out
  Close #out
End Sub

Function Said(name As String, value As Variant) As Object
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Said = one
End Function
"""
_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{2}.dtd">\n'
)
_LIBRARY = "http://openoffice.org/2000/library"
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Pdf" script:language="StarBasic">'
)
_SETTINGS = "http://openoffice.org/2001/registry"
_PROFILE: Mapping[str, str] = {
    # Without this LibreOffice lays out the profile itself at its first start, over our macro.
    "registrymodifications.xcu": f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="{_SETTINGS}">'
    '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">'
    "<value>true</value></prop></item></oor:items>",
    "basic/script.xlc": _DOCTYPE.format("library", "libraries", "libraries")
    + f'<library:libraries xmlns:library="{_LIBRARY}" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"'
    ' library:link="false"/></library:libraries>',
    "basic/Standard/script.xlb": _DOCTYPE.format("library", "library", "library")
    + f'<library:library xmlns:library="{_LIBRARY}" library:name="Standard" library:readonly="false"'
    ' library:passwordprotected="false"><library:element library:name="Pdf"/></library:library>',
}


class _Pair(NamedTuple):
    """A document and where its PDF belongs."""

    source: Path
    target: Path


def office_program() -> str:
    """The path of LibreOffice; raises ``ProgramMissing("pdf.no_office")`` where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise ProgramMissing("pdf.no_office")
    return found


def to_pdf(
    paths: Sequence[Path], out: Path, *, seconds: float = 60.0, workers: int = 1, program: str = ""
) -> tuple[Path, ...]:
    """Print the .docx ``paths`` into the folder ``out``, contents tables renewed; the PDFs in the same order.

    A PDF is called as its document (a second one of the same name gets a number) and takes the place of an
    earlier one. ``seconds`` is the limit for one document, to which the rows of its tables add; ``workers`` how many
    LibreOffices run at once.
    Raises ``ProgramMissing`` without LibreOffice; ``RenderError("pdf.failed")``, after all others were made,
    where documents could not be printed (``data["files"]``: their names).
    """
    if not paths:
        return ()
    pairs = _pairs(paths, out)
    program = program or office_program()
    out.mkdir(parents=True, exist_ok=True)
    shares = [share for share in (pairs[at::workers] for at in range(max(1, workers))) if share]
    with ThreadPoolExecutor(len(shares)) as pool:
        lost = [pair for some in pool.map(lambda share: _print(share, program, seconds), shares) for pair in some]
    if lost:
        raise RenderError("pdf.failed", files=[pair.source.name for pair in pairs if pair in lost])
    return tuple(pair.target for pair in pairs)


def _pairs(paths: Sequence[Path], out: Path) -> list[_Pair]:
    taken: dict[str, int] = {}
    pairs = []
    for path in paths:
        count = taken[path.stem.casefold()] = taken.get(path.stem.casefold(), 0) + 1
        pairs.append(_Pair(path, out / (f"{path.stem} ({count}).pdf" if count > 1 else f"{path.stem}.pdf")))
    return pairs


def _print(pairs: Sequence[_Pair], program: str, seconds: float) -> list[_Pair]:
    """Print a share of the documents; what could not be printed."""
    left, lost = list(pairs), []
    with tempfile.TemporaryDirectory(prefix="toolkit-pdf-", ignore_cleanup_errors=True) as scratch:
        turn = 0
        while left:
            turn += 1
            work = Path(scratch) / str(turn)
            done = _run(left, work, Path(scratch) / "profile", program, seconds)
            lost += [pair for number, pair in enumerate(left[:done]) if not _moved(work / f"{number}.pdf", pair.target)]
            lost += left[done : done + 1]
            left = left[done + 1 :]
    return lost


def _run(pairs: Sequence[_Pair], work: Path, profile: Path, program: str, seconds: float) -> int:
    """Let one LibreOffice print ``pairs``; how many it got through before it ended, hung or died."""
    work.mkdir()
    rows = [copy_to_print(pair.source, work / f"{number}.docx") for number, pair in enumerate(pairs)]
    limits = [seconds + ROW_SECONDS * count for count in rows]
    _lay_out(profile / "user", _BASIC.format(last=len(pairs) - 1, folder=work.as_uri()))
    command = [
        *(program, "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
        *(f"-env:UserInstallation={profile.as_uri()}", "macro:///Standard.Pdf.Main"),
    ]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - the program found, our own macro, no shell
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
    )
    try:
        return _watch(process, work, limits)
    finally:
        _end(process)


def _watch(process: "subprocess.Popen[bytes]", work: Path, limits: Sequence[float]) -> int:
    """Wait while documents get done, each within its limit (seconds); how many got done."""
    done, until = 0, time.monotonic() + START_SECONDS + limits[0]
    while done < len(limits) and time.monotonic() < until:
        ended = process.poll() is not None
        if any((work / f"{done}.{end}").is_file() for end in ("pdf", "failed")):
            done += 1
            until = time.monotonic() + (limits[done] if done < len(limits) else 0)
        elif ended:
            break
        else:
            time.sleep(_LOOK)
    _wait_for_end(process, work)
    return done


def _wait_for_end(process: "subprocess.Popen[bytes]", work: Path) -> None:
    """Give one that is through the time to leave in order."""
    until = time.monotonic() + 5
    while (work / "end").is_file() and process.poll() is None and time.monotonic() < until:
        time.sleep(_LOOK)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with all its children: its starter waits for the real program."""
    if sys.platform == "win32":
        if process.poll() is None:
            stop = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(stop, check=False, capture_output=True)  # noqa: S603
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _moved(made: Path, target: Path) -> bool:
    """Put a finished PDF where it belongs, whole or not at all."""
    if not made.is_file() or not made.stat().st_size:
        return False
    beside = target.with_name(f".{target.name}.part")
    shutil.copyfile(made, beside)
    beside.replace(target)
    return True


def _lay_out(user: Path, basic: str) -> None:
    module = _DOCTYPE.format("script", "module", "module") + f"{_MODULE}{escape(basic)}</script:module>"
    for name, content in {**_PROFILE, "basic/Standard/Pdf.xba": module}.items():
        path = user / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
