"""Print HTML with WeasyPrint: text, style sheet, fonts and a door in, bytes of a PDF out.

Whatever the text asks for has an address under `http://document.invalid/`, so
that no path of the machine reaches the file, and one fetcher answers it from
the project or refuses: nothing comes from the network. WeasyPrint tells most of
what goes wrong in its log alone; here that is an error.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes.util
import hashlib
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote

from reportkit.diagnostics import ExitCode, ReportkitError
from reportkit.files import Files
from reportkit.model import Font
from reportkit.write.claims import claim_accessibility
from reportkit.write.complaints import HOST, complaints_of, error, local_name
from reportkit.write.contents import keep_room, number_contents
from reportkit.write.notes import last_passages_before_strays
from reportkit.write.packing import pack
from reportkit.write.pictures import PICTURES
from reportkit.write.remembering import remembering
from reportkit.write.structure import Pdf
from reportkit.write.tags import tagged_by_element

__all__ = ["Faces", "load_weasyprint", "print_document", "warm_press"]

# WeasyPrint has no types: these say what is meant.
Document = Any
Fetcher = Any
FontConfiguration = Any
Html = Any
Response = Any
StyleSheet = Any

REPEATS = 2
"""How often a text may be laid out again for the sake of its notes: a layout is half the time."""


class Faces:
    """The `@font-face` rules of a theme, and the bytes behind their addresses."""

    def __init__(self, fonts: tuple[Font, ...], data: Mapping[str, bytes]) -> None:
        faces = [(font, _font_data(font, data)) for font in fonts]
        self._data = {self._address(*face): face[1] for face in faces}
        self.css = "\n".join(
            f"@font-face {{ font-family: '{font.family}'; font-weight: {font.weight};"
            f" font-style: {font.style}; src: url('{self._address(font, data)}') }}"
            for font, data in faces
        )

    @staticmethod
    def _address(font: Font, data: bytes) -> str:
        """Address a face by its first bytes, which hold the checksums of all its tables."""
        digest = hashlib.sha256(data[:4096]).hexdigest()[:16]
        return f"{HOST}fonts/{digest}/{quote(font.path)}"

    def find(self, url: str) -> bytes | None:
        """Give the bytes of a face by its address."""
        return self._data.get(url)


def _font_data(font: Font, data: Mapping[str, bytes]) -> bytes:
    if font.path in data:
        return data[font.path]
    message = f"The font file “{font.path}” is missing."
    missing = error("missing-font", message, hint="Run “reportkit doctor”.")
    raise ReportkitError(missing, code=ExitCode.SYSTEM)


SPECIMEN = "<!DOCTYPE html><html lang=en><title>.</title><p>" + 9 * "typesetting " + "</p></html>"
"""More than a line: to break it, the typesetter loads what it loads but once."""


def warm_press(sheets: tuple[str, ...], faces: Faces) -> None:
    """Load the faces and these style sheets, and set a few words, before there is a document."""
    print_document(SPECIMEN, sheets, faces, None, "")


def print_document(
    html: str, sheets: tuple[str, ...], faces: Faces, files: Files | None, folder: str
) -> bytes:
    """Print `html`, whose pictures are named from the project's `folder`, as PDF/A-3a and PDF/UA-1.

    `ReportkitError` with everything that WeasyPrint found wrong. The same words,
    styles, fonts and pictures give the same bytes.
    """
    weasyprint = load_weasyprint()
    fetcher = _fetcher(faces, files, folder)
    with complaints_of(folder) as complaints, _fetching_faults(), remembering():
        text = weasyprint.HTML(
            string=keep_room(html),
            base_url=f"{HOST}{quote(folder)}/",
            url_fetcher=fetcher,
            media_type="print",
        )
        document = _layout(text, [_style_sheet(sheet, faces) for sheet in (faces.css, *sheets)])
        number_contents(document)
        with tagged_by_element(), _profile_left_open():
            printed: bytes = document.write_pdf(
                pdf_variant="pdf/a-3a",
                finisher=_finish,
                # True: the identifier is a digest of the objects.
                pdf_identifier=True,
            )
            document.color_profiles.clear()
    if complaints:
        _sheets.clear()  # what is wrong with one is told when it is parsed
        raise ReportkitError(*dict.fromkeys(complaints))
    return printed


def _finish(document: Document, pdf: Pdf) -> None:
    claim_accessibility(document, pdf)
    pack(pdf)


def _layout(text: Html, sheets: list[StyleSheet]) -> Document:
    """Lay out a text; again, with a passage unbroken, where a note strayed from its call."""
    kept: list[str] = []
    for attempt in range(1 + REPEATS):
        rules = "".join(f"[id='{identity}'] {{ orphans: 999 }}\n" for identity in kept)
        own = [load_weasyprint().CSS(string=rules, url_fetcher=text.url_fetcher)] if kept else []
        document = text.render(
            stylesheets=[*sheets, *own],
            font_config=_font_configuration(),
            pdf_variant="pdf/a-3a",
        )
        strays = set(last_passages_before_strays(document)) - set(kept)
        if attempt == REPEATS or not strays:
            break
        kept += sorted(strays)
    return document


def load_weasyprint() -> ModuleType:
    """Import WeasyPrint, in less than half the time it takes by itself."""
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    with warnings.catch_warnings(), _libraries_by_name(), _subsetting_on_demand():
        # “No fonts configured in FontConfig”: just so.
        warnings.filterwarnings("ignore", message=".*FontConfig.*")
        import weasyprint
    return weasyprint  # type: ignore[no-any-return]


@contextlib.contextmanager
def _profile_left_open() -> Iterator[None]:
    """Pass over WeasyPrint's forgetting to close its own colour profile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


@contextlib.contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Let libraries be loaded by the names Linux gives them.

    WeasyPrint tries other systems' names first, and for each of those Python
    runs ldconfig and a compiler: a third of a second, and two programs.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _OnDemand(ModuleType):
    """A module of which only functions are called: it is imported when one is."""

    def __init__(self, name: str, module: Callable[[], ModuleType]) -> None:
        super().__init__(name)
        self._module = module

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: getattr(self._module(), name)(*given, **named)


def _subset() -> ModuleType:
    from fontTools import subset

    return subset  # type: ignore[no-any-return]


def _instancer() -> ModuleType:
    from fontTools.varLib import instancer

    return instancer  # type: ignore[no-any-return]


@contextlib.contextmanager
def _subsetting_on_demand() -> Iterator[None]:
    """Spare WeasyPrint what it imports for variable fonts and machines without hb-subset."""
    needless = {"fontTools.subset": _subset, "fontTools.varLib.instancer": _instancer}
    stand_ins = {k: _OnDemand(k, m) for k, m in needless.items() if k not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


@lru_cache(maxsize=1)
def _font_configuration() -> FontConfiguration:
    """Keep one for the process: faces are loaded once, for every document."""
    load_weasyprint()
    from weasyprint.text import fonts

    # It removes its copies of the faces when it goes; at exit that may be too late.
    atexit.register(_font_configuration.cache_clear)
    atexit.register(_sheets.clear)
    return fonts.FontConfiguration()


_sheets: dict[str, StyleSheet] = {}


CUTTING = re.compile(r"(text-overflow\s*:\s*ellipsis|block-ellipsis\s*:|line-clamp\s*:)")
"""What puts “…” for words: they stay in the file behind that sign, where the proof reads them."""


def _style_sheet(css: str, faces: Faces) -> StyleSheet:
    """Parse a style sheet once in a process; faces' addresses tell which fonts they mean."""
    if css not in _sheets:
        if cutting := CUTTING.search(css):
            message = f"“{cutting[1]}” cuts words off, and a paper shows every word."
            raise ReportkitError(error("typesetting", message))
        _sheets[css] = load_weasyprint().CSS(
            string=css,
            base_url=f"{HOST}theme/",
            font_config=_font_configuration(),
            url_fetcher=_fetcher(faces, None, ""),
            media_type="print",
        )
    return _sheets[css]


def _fetcher(faces: Faces, files: Files | None, folder: str) -> Fetcher:
    """Answer faces, and pictures below `folder`; refuse all else, so that printing stops."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    def answer(url: str) -> tuple[bytes, str]:
        if (face := faces.find(url)) is not None:
            return face, "font/ttf"
        path = unquote(url.removeprefix(HOST)).partition("?")[0]
        media_type = PICTURES.get(path[path.rfind(".") :].lower())
        inside = url.startswith(HOST) and path.startswith(f"{folder}/") and ".." not in path
        if files is None or not inside or media_type is None:
            raise ReportkitError(
                error(
                    "resource-refused",
                    f"“{local_name(url, folder)}” is not a picture of this briefing.",
                    hint="A document may use pictures in its own folder, and nothing else.",
                )
            )
        return files.read(path), media_type

    class OneDoor(URLFetcher):  # type: ignore[misc]
        """Never calls what it inherits: nothing but `answer` speaks."""

        def fetch(self, url: str, headers: object = None) -> Response:
            data, media_type = answer(url)
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return OneDoor(fail_on_errors=True)


@contextlib.contextmanager
def _fetching_faults() -> Iterator[None]:
    """Turn WeasyPrint's own way out, which no `except Exception` sees, into an error."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as fault:
        if isinstance(fault.__cause__, ReportkitError):
            raise fault.__cause__ from None
        raise ReportkitError(error("typesetting", f"{fault}.")) from fault
