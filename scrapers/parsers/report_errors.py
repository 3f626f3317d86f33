"""Why a PDF gave no report, each with a name; leaves of `ParseError` beside those of `scrapers.errors`.

ParseError
└── ReportError
    ├── EmptyPdf             no bytes, or a file without pages
    ├── DamagedPdf           not a PDF, or torn beyond what pdfium mends
    ├── EncryptedPdf         it opens only with a password
    ├── PdfTooLarge          more bytes, pages, letters or drawn things than the limits allow
    ├── OcrUnavailable       the program or its Ukrainian data is not installed
    └── OcrFailed            the program ran, and failed or took too long
"""

from __future__ import annotations

from scrapers.errors import ParseError


class ReportError(ParseError):
    """A document that could not be read."""


class EmptyPdf(ReportError):
    pass


class DamagedPdf(ReportError):
    pass


class EncryptedPdf(ReportError):
    pass


class PdfTooLarge(ReportError):
    pass


class OcrUnavailable(ReportError):
    pass


class OcrFailed(ReportError):
    pass
