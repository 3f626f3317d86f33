"""Whether bytes are a PDF: asked of every page, so told without loading pdfium."""

from __future__ import annotations

HEADER_WITHIN = 1024  # bytes in which «%PDF-» must stand, as Acrobat and pdfium have it


def is_pdf(body: bytes) -> bool:
    return b"%PDF-" in body[:HEADER_WITHIN]
