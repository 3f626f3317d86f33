"""Pages of PDF reports read in a CPU second, and how right, beside pdfminer.six.

`python -m tests.benchmarks.pdf` reads the constructed reports of `tests/sites/zhytomyr_rada` and one of 60 pages
written here. «Right» is the share of four-word shingles that a golden file and a reading have in common (F1).
"""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pdfminer.high_level import extract_text

from scrapers.parsers.report import read_report
from tests.scrapers.paper import Sheet, make_pdf

FOLDER = Path(__file__).parent.parent / "sites" / "zhytomyr_rada"
ROUNDS = 5
WORDS = (
    "міська рада затвердила бюджет участі на рік подано проектів голосів житомирян мешканці громади отримали звіт"
    " управління про роботу з громадськістю петиції набрали підписів відділ освіти ремонт вулиці договір тисяч гривень"
).split()


def long_report(pages: int = 60, lines: int = 45) -> tuple[bytes, str]:
    """A report of running text and its text."""
    sheets, texts = [], []
    for page in range(pages):
        said = [
            " ".join(WORDS[(page * 7 + line * 3 + k * 5) % len(WORDS)] for k in range(9))
            for line in range(lines)
        ]
        sheets.append(Sheet(size=(595, 842)).lines(40, 790, said, 9, 1.8))
        texts += said
    return make_pdf(*sheets), "\n".join(texts)


def ours(data: bytes) -> str:
    return "\n".join(page.text for page in read_report(data).pages)


def pdfminer(data: bytes) -> str:
    return extract_text(io.BytesIO(data))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))


def f1(golden: str, text: str) -> float:
    expected, found = shingles(golden), shingles(text)
    return 2 * (expected & found).total() / max((expected.total() + found.total()), 1)


def speed(read: Callable[[bytes], str], data: bytes, pages: int) -> float:
    """Pages in a CPU second, median of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        read(data)
        rounds.append(pages / max(time.process_time() - begun, 1e-6))
    return median(rounds)


def main() -> None:
    files: dict[str, tuple[bytes, str, int]] = {}
    for path in sorted(FOLDER.glob("*/report.pdf")):
        pages = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))["pages"]
        golden = "\n".join(line for page in pages for line in page["lines"])
        files[path.parent.name] = (path.read_bytes(), golden, len(pages))
    data, golden = long_report()
    files["long"] = (data, golden, 60)
    for name, (data, golden, pages) in files.items():
        for reader in (ours, pdfminer):
            right, fast = f1(golden, reader(data)), speed(reader, data, pages)
            print(f"{name:10} {reader.__name__:10} {right:6.3f} F1 {fast:8.0f} pages/CPU-s")


if __name__ == "__main__":
    main()
