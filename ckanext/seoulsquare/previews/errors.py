"""Why a file cannot be read or shown: each class is one honest status."""

from __future__ import annotations


class PreviewError(Exception):
    """A file that gives no (or not all of its) text or pages; `status` is what readers and officers see."""

    status = "damaged"


class DamagedError(PreviewError):
    """The file breaks the rules of its own format, or ends too early."""


class EncryptedError(PreviewError):
    """The file needs a password or a rights server."""

    status = "encrypted"


class UnsupportedError(PreviewError):
    """No reader or renderer for this format is installed."""

    status = "unsupported"


class LimitError(PreviewError):
    """The file unpacks to more than the limits allow (a bomb, or simply too large)."""

    status = "too_large"
