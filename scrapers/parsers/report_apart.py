"""`read_report` in a process of its own, with an end to its memory and its time.

pdfium is a large C++ library given files from anywhere: a file of one megabyte may unpack to a gigabyte, another may
bring the process down. What happens here happens to the child alone, pictures for OCR included. It costs about 0.2 s
a report.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from threading import BoundedSemaphore
from typing import Any

from scrapers.parsers import report_errors
from scrapers.parsers.report import Limits, Report, ReportPage, read_report
from scrapers.parsers.report_errors import DamagedPdf, PdfTooLarge, ReportError
from scrapers.parsers.report_ocr import read_scanned
from scrapers.parsers.tesseract import Ocr

MEMORY = 1024  # megabytes of address space; Python and pdfium begin with about 200
SECONDS = 120  # of CPU; a report of 200 pages takes one or two
# a run reads eight sources at a time, and each child may take all of its memory
_CHILDREN = BoundedSemaphore(2)


def read_report_apart(
    data: bytes,
    limits: Limits | None = None,
    *,
    ocr: Ocr | None = None,
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> Report:
    """As `read_report`; PdfTooLarge for one that wants more `memory` (megabytes) or `seconds`, DamagedPdf for one
    that brings pdfium down. With `ocr` its scanned pages are read too, by a second child; where that fails the report
    is the first one's, and its `trouble` says why.
    """
    told = {"limits": asdict(limits or Limits()), "ocr": None, "memory": memory, "cpu": seconds}
    # the clock on the wall is for a child that waits and takes no CPU
    report = _read(data, told, 4 * seconds + 30)
    if ocr is None or not report.needs_ocr:
        return report
    try:
        return _read(data, {**told, "ocr": asdict(ocr)}, 4 * seconds + 30 + ocr.all_seconds + ocr.seconds)
    except ReportError as error:
        return replace(report, trouble=f"{type(error).__name__}: {error}")


def _read(data: bytes, told: dict[str, Any], wall: float) -> Report:
    """What a child says; `told` are its orders, `wall` the seconds it may take."""
    command = [sys.executable, "-m", "scrapers.parsers.report_apart", json.dumps(told)]
    memory, seconds = told["memory"], told["cpu"]
    try:
        with _CHILDREN:
            done = subprocess.run(command, input=data, capture_output=True, timeout=wall, check=False)
    except subprocess.TimeoutExpired as error:
        raise PdfTooLarge(f"expected a report read within {wall:g} s, it was not") from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise PdfTooLarge(f"expected a report read in {seconds} s of CPU, it took more")
    if done.returncode == _NO_MEMORY or -done.returncode in _ENDS_ITSELF:
        raise PdfTooLarge(f"expected a report that needs at most {memory} MB, it wanted more")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-300:]
        raise DamagedPdf(f"reading it ended with {done.returncode}: {said}")
    answer = json.loads(done.stdout)
    if "error" in answer:
        kind = getattr(report_errors, answer["error"])
        raise kind(answer["message"])
    pages = tuple(ReportPage(**{**page, "lines": tuple(page["lines"])}) for page in answer["pages"])
    return Report(pages=pages, trouble=answer["trouble"])


_NO_MEMORY = 77  # exit code of a child that ran out of its memory
_ENDS_ITSELF = (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL)  # what pdfium does where it gets no memory


def main() -> None:
    import resource

    settings = json.loads(sys.argv[1])
    memory, cpu = settings.pop("memory") * 2**20, settings.pop("cpu")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    data, limits = sys.stdin.buffer.read(), Limits(**settings["limits"])
    try:
        report = read_report(data, limits)
        if settings["ocr"]:
            report = read_scanned(data, report, Ocr(**settings["ocr"]), limits)
        told = asdict(report)
    except ReportError as error:
        told = {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        sys.exit(_NO_MEMORY)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
