"""Files that the demo's pages point at: pictures of two colours, one report, all but empty archives."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

WIDTH, HEIGHT = 320, 180
MEDIA_TYPES = {
    "png": "image/png",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make_file(name: str) -> tuple[str, bytes] | None:
    """Media type and bytes of the upload `name`, always the same; None where a site has no such kind of file."""
    extension = name.rpartition(".")[2]
    if extension not in MEDIA_TYPES:
        return None
    makers = {"png": _make_picture, "pdf": _make_pdf}
    return MEDIA_TYPES[extension], makers.get(extension, _make_zip)(name)


def _make_picture(name: str) -> bytes:
    """A PNG: sky over field, in colours that follow from the name."""
    noise = hashlib.md5(name.encode()).digest()
    sky, field = (
        bytes((noise[0] // 2, 96 + noise[1] // 2, 255)),
        bytes((255, 160 + noise[2] // 3, noise[3] // 3)),
    )
    horizon = 70 + noise[4] % 50
    rows = b"\x00" + sky * WIDTH, b"\x00" + field * WIDTH
    pixels = rows[0] * horizon + rows[1] * (HEIGHT - horizon)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _make_pdf(_name: str) -> bytes:
    """The same three slides under every name."""
    return (Path(__file__).parent / "data" / "report.pdf").read_bytes()


def _make_zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("demo.txt"), f"Демонстраційний файл {name}\n")
    return out.getvalue()
