"""Look over the machine: what reportkit stands on, what is missing, and the command that mends it.

Nothing here imports WeasyPrint: where its libraries are missing it cannot be imported,
and that is when a doctor is wanted.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from reportkit.diagnostics import ReportkitError
from reportkit.files import Files, packaged

__all__ = ["Finding", "examine", "record", "text"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, or else what is wrong and the command that mends it."""

    part: str
    found: str | None = None
    problem: str | None = None
    mend: str | None = None

    @property
    def good(self) -> bool:
        """Say whether nothing is wrong here."""
        return self.problem is None

    def __str__(self) -> str:
        if self.good:
            return f"good   {self.part}: {self.found}"
        return f"wrong  {self.part}: {self.problem}\n       {self.mend}"


def examine(output: Path = Path("build")) -> tuple[Finding, ...]:
    """Look at everything; `output` is the folder that a build writes into."""
    return (
        python(),
        *distributions(),
        *(library(*row) for row in LIBRARIES),
        *vendored(packaged("vendor")),
        themes(packaged("templates")),
        encoding(),
        writable(output),
    )


def text(findings: Iterable[Finding]) -> str:
    """Write the findings as lines, the good ones first, and a last line that sums them up."""
    ordered = sorted(findings, key=lambda finding: not finding.good)
    wrong = sum(not finding.good for finding in ordered)
    summary = f"Wrong: {wrong} of {len(ordered)}." if wrong else "Nothing is wrong."
    return "\n".join([*map(str, ordered), summary])


def record(findings: Iterable[Finding]) -> list[dict[str, str | None]]:
    """Give the findings as JSON: part, found, problem, mend; `found` or `problem` is null."""
    return [asdict(finding) for finding in findings]


def python() -> Finding:
    """The interpreter; pip refuses to install under one that is too old."""
    return Finding("Python", f"{platform.python_version()} ({sys.executable})")


# --- Python packages


def distributions() -> tuple[Finding, ...]:
    """Every package that reportkit itself asks for, by its own metadata."""
    try:
        requirements = metadata.requires("reportkit") or []
    except metadata.PackageNotFoundError:
        problem = "reportkit is not installed in this environment."
        return (Finding("reportkit", problem=problem, mend=_mend("make setup")),)
    own = Finding("reportkit", metadata.version("reportkit"))
    return (own, *(distribution(line) for line in requirements if "extra ==" not in line))


def distribution(requirement: str) -> Finding:
    """Compare what is installed with `requirement`, such as `weasyprint<71,>=70`."""
    stated = requirement.partition(";")[0].strip()
    name = re.split(r"[^\w.-]", stated, maxsplit=1)[0]
    wanted = stated.removeprefix(name)
    mend = f'{sys.executable} -m pip install "{stated}"'
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, problem="this Python package is not installed.", mend=mend)
    if not _satisfies(version, wanted):
        return Finding(name, problem=f"version {version} is not {wanted}.", mend=mend)
    return Finding(name, version)


def _satisfies(version: str, wanted: str) -> bool:
    """Know `>=` and `<`, which are all that pyproject.toml uses."""
    bounds = re.findall(r"(>=|<)\s*([\d.]+)", wanted)
    has = _numbers(version)
    return all(
        has >= _numbers(bound) if sign == ">=" else has < _numbers(bound) for sign, bound in bounds
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


# --- system libraries


def _text(symbol: str) -> Callable[[ctypes.CDLL], str]:
    def ask(loaded: ctypes.CDLL) -> str:
        function = getattr(loaded, symbol)
        function.restype = ctypes.c_char_p
        return bytes(function()).decode("ascii")

    return ask


def _fontconfig_version(loaded: ctypes.CDLL) -> str:
    number = loaded.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _unknown(loaded: ctypes.CDLL) -> str:
    return "present"


LIBRARIES: tuple[tuple[str, tuple[str, ...], Callable[[ctypes.CDLL], str]], ...] = (
    ("GObject", ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"), _unknown),
    ("Pango", ("libpango-1.0.so.0", "libpango-1.0.0.dylib"), _text("pango_version_string")),
    ("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"), _unknown),
    ("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib"), _text("hb_version_string")),
    ("HarfBuzz subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), _unknown),
    ("Fontconfig", ("libfontconfig.so.1", "libfontconfig.1.dylib"), _fontconfig_version),
)
"""Name, file names on Linux and macOS as WeasyPrint tries them, and how to ask the version."""

_DEBIAN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_MANAGERS = {
    "apt-get": f"sudo apt-get update && sudo apt-get install -y {_DEBIAN}",
    "dnf": "sudo dnf install -y pango harfbuzz",
    "pacman": "sudo pacman -S --needed pango",
    "apk": "sudo apk add pango harfbuzz-subset fontconfig font-dejavu",
    "brew": "brew install pango",
}


def library(
    part: str, names: tuple[str, ...], ask: Callable[[ctypes.CDLL], str] = _unknown
) -> Finding:
    """Load the first of `names` that can be loaded, and ask its version."""
    for name in names:
        try:
            return Finding(part, ask(ctypes.CDLL(name)))
        except OSError:
            continue
    return Finding(
        part,
        problem=f"the library {names[0]} cannot be loaded; the PDF needs it.",
        mend=library_command(),
    )


def library_command(which: Callable[[str], str | None] = shutil.which) -> str:
    """Give the command that installs Pango and its kin with this system's package manager."""
    homebrew = Path("/opt/homebrew/lib")
    if sys.platform == "darwin" and (homebrew / "libpango-1.0.0.dylib").exists():
        return f"export DYLD_FALLBACK_LIBRARY_PATH={homebrew}"
    for manager, command in _MANAGERS.items():
        if which(manager):
            bare = os.geteuid() == 0 or not which("sudo")
            return command.replace("sudo ", "") if bare else command
    return "Install Pango 1.44 or later with its HarfBuzz and Fontconfig."


# --- what travels with reportkit


def vendored(vendor: Files) -> tuple[Finding, Finding]:
    """The citation engine and the fonts: each file is there and is the one that was packed."""
    lines = vendor.read("SHA256SUMS").decode() if vendor.has("SHA256SUMS") else ""
    sums = {name: digest for digest, name in (line.split("  ") for line in lines.splitlines())}
    return (
        _whole("citation engine", vendor, {n: s for n, s in sums.items() if n.endswith(".js")}),
        _whole("fonts", vendor, {n: s for n, s in sums.items() if n.endswith(".ttf")}),
    )


def _whole(part: str, vendor: Files, sums: dict[str, str]) -> Finding:
    if not sums:
        return Finding(part, problem="not here.", mend=_mend("make setup"))
    broken = [name for name, digest in sums.items() if _sha256(vendor, name) != digest]
    if broken:
        problem = f"missing, unreadable or altered: {', '.join(broken)}."
        return Finding(part, problem=problem, mend=_mend("rm -rf reportkit/vendor && make setup"))
    return Finding(part, ", ".join(Path(name).name for name in sums))


def _sha256(files: Files, path: str) -> str | None:
    try:
        return hashlib.sha256(files.read(path)).hexdigest()
    except ReportkitError:
        return None


def themes(templates: Files) -> Finding:
    """The house styles that came along."""
    names = sorted(_theme_names(templates.list("")))
    if not names:
        return Finding("themes", problem="not here.", mend=_mend("git checkout -- templates"))
    return Finding("themes", ", ".join(names))


def _theme_names(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        theme, _, name = path.partition("/")
        if name == "theme.yaml":
            yield theme


def _mend(checkout_command: str) -> str:
    """Give the command for a checkout, or pip's where reportkit was installed from a wheel."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "Makefile").is_file():
        return f"cd {checkout} && {checkout_command}"
    return f"{sys.executable} -m pip install --force-reinstall reportkit"


# --- where it works


def encoding() -> Finding:
    """How file names are encoded: the project's names may be Hangul, so it must be UTF-8."""
    name = sys.getfilesystemencoding()
    if name.lower() != "utf-8":
        problem = f"file names are encoded as {name}; those in Hangul would be garbled."
        return Finding("locale", problem=problem, mend="export LC_ALL=C.UTF-8")
    return Finding("locale", "UTF-8")


def writable(output: Path) -> Finding:
    """May a build write into `output`, or make it where it is not yet there?"""
    place = output.absolute()
    while not place.exists():
        place = place.parent
    if not place.is_dir():
        problem = f"{place} is a file."
        return Finding("output", problem=problem, mend=f"mv {place} {place}.aside")
    if not os.access(place, os.W_OK | os.X_OK):
        problem = f"{place} may not be written to."
        return Finding("output", problem=problem, mend=f'sudo chown -R "$(id -un)" {place}')
    return Finding("output", str(output))
