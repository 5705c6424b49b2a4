"""An author's copy in, a manuscript out, and then its parts: text, HTML or Word."""

from __future__ import annotations

from reportkit.diagnostics import Text
from reportkit.files import Files
from reportkit.manuscript import Manuscript
from reportkit.read.copy.parts import tell_apart
from reportkit.read.copy.refusals import refused
from reportkit.read.copy.text import read_plain

__all__ = ["read_copy", "tell_apart"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def read_copy(name: str, data: bytes, beside: Files, encoding: str | None = None) -> Manuscript:
    """Read a copy by what it holds; `ReportkitError` where nothing can be read.

    `beside` are the files of its folder, for the pictures of a web page. `encoding` is that
    of a text; without it, UTF-8, and UTF-16 with a byte-order mark.
    """
    if data.startswith((b"PK\x03\x04", _OLE)) or name.lower().endswith((".docx", ".doc")):
        from reportkit.read.copy.word import read_word

        return read_word(name, data, beside)
    for start, what in _OTHERS.items():
        if data.startswith(start):
            message = f"This is {what}, which cannot be imported."
            raise refused("copy-kind", name, message, "Save it as DOCX, HTML or text.")
    if _is_page(name, data):
        from reportkit.read.copy.page import read_page

        return read_page(name, data, beside, encoding)
    content = decoded(name, data, encoding)
    if not content.strip():
        raise refused("copy-empty", name, "This copy holds no words.")
    return read_plain(name, content)


def _is_page(name: str, data: bytes) -> bool:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    marked = (
        head.startswith((b"<!doctype html", b"<html", b"<?xml"))
        or b"<body" in head
        or b"<html" in head
    )
    return marked or name.lower().endswith((".html", ".htm", ".xhtml"))


def decoded(name: str, data: bytes, encoding: str | None) -> str:
    """Give a text with `\\n` for its line ends; `ReportkitError` for bytes that are none of it."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    used = encoding or ("utf-16" if marked else "utf-8")
    try:
        content = data.decode(used)
    except LookupError:
        raise refused(
            "encoding", name, f"No encoding is called “{used}”.", "Try windows-1252 or euc-kr."
        ) from None
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(used, "replace").replace("\r\n", "\n").replace("\r", "\n")
        span = Text(name, good).span(len(good))
        message = f"The byte 0x{data[error.start]:02X} is not {used.upper()}."
        hint = "Say what it is: `--encoding windows-1252`, `--encoding euc-kr` …"
        raise refused("encoding", span, message, hint) from None
    return content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
