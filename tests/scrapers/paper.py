"""A small PDF writer for tests: text where it is told to stand, in the order it is told, by rules of its own.

The font is named, not enclosed: a reader takes widths from the file and letters from `/ToUnicode`, which is what is
tested. `tests/sites/zhytomyr_rada` holds files of another writer with an enclosed font.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

NARROW, WIDE = "ії,.:;!|'’ijl()1 -", "шщжюмфШЩЖЮМФ@W—"
KERN = {"А": 90, "К": 120, "Ї": 140, "В": 110}  # thousandths of the size by which an uneven setting is off


def width(letter: str) -> int:
    """Thousandths of the font's size."""
    return 300 if letter in NARROW else 850 if letter in WIDE else 650 if letter.isupper() else 550


@dataclass
class Sheet:
    """One page; points, y upwards."""

    size: tuple[float, float] = (720, 540)
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 14, spacing: float = 0) -> Sheet:
        """One line; `spacing` in points between letters, by the file's own operator."""
        code = "".join(f"{ord(letter):04X}" for letter in text)
        self.drawn.append(f"BT /F1 {size} Tf {spacing} Tc {x} {y} Td <{code}> Tj ET")
        return self

    def uneven(self, x: float, y: float, text: str, size: float, spread: int) -> Sheet:
        """Letter-spaced as presentation programs write it: letter by letter, here more and there less."""
        parts = "".join(f"<{ord(c):04X}> {-(spread + KERN.get(c, 0)) if c != ' ' else 0} " for c in text)
        self.drawn.append(f"BT /F1 {size} Tf 0 Tc {x} {y} Td [{parts}] TJ ET")
        return self

    def turned(self, x: float, y: float, text: str, size: float = 14) -> Sheet:
        """A line that reads upwards."""
        code = "".join(f"{ord(letter):04X}" for letter in text)
        self.drawn.append(f"BT /F1 {size} Tf 0 Tc 0 1 -1 0 {x} {y} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, texts: list[str], size: float = 14, leading: float = 1.3) -> Sheet:
        for number, text in enumerate(texts):
            self.text(x, y - number * size * leading, text, size)
        return self

    def rule(self, x: float, y: float, length: float) -> Sheet:
        self.drawn.append(f"{x} {y} m {x + length} {y} l S")
        return self

    def box(self, x: float, y: float, wide: float, high: float) -> Sheet:
        self.drawn.append(f"{x} {y} {wide} {high} re f")
        return self


def make_pdf(*sheets: Sheet) -> bytes:
    """A PDF 1.7 of these pages."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    letters = sorted({c for sheet in sheets for c in _texts(sheet)})
    widths = " ".join(f"{ord(letter)} [{width(letter)}]" for letter in letters)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/Plain/Flags 4/Ascent 800/Descent -200"
            f"/CapHeight 700/ItalicAngle 0/StemV 80/FontBBox[0 -200 1000 800]>>/DW 550/W[{widths}]>>"
        ).encode(),
        _stream(
            _CMAP.format("".join(f"<{ord(c):04X}> <{ord(c):04X}>\n" for c in letters), len(letters)).encode()
        ),
    ]
    for number, sheet in enumerate(sheets):
        wide, high = sheet.size
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Rotate {sheet.rotate}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(_stream("\n".join(sheet.drawn).encode()))
    return _file(objects)


_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n{1} beginbfchar\n{0}endbfchar\nendcmap end end"
)


def _texts(sheet: Sheet) -> str:
    """Every character code of a page: codes are the letters' own."""
    codes = [part.split(">")[0] for drawn in sheet.drawn for part in drawn.split("<")[1:]]
    return "".join(chr(int(code[at : at + 4], 16)) for code in codes for at in range(0, len(code), 4))


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
