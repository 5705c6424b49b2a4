"""Import an author's copy: a file in, the folder of a briefing out, with a proof of its words.

Everything is made in memory, read back as a build would read it, and counted against the
copy. Where a word would be lost, or something would not build, nothing is written.
"""

from __future__ import annotations

from pathlib import Path

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity
from reportkit.files import Disk, add_folder
from reportkit.importing.front import Wishes
from reportkit.importing.listed import list_text
from reportkit.importing.making import Copy, Imported, make_source
from reportkit.model import Artifact
from reportkit.read.briefing import REPORT
from reportkit.starter import refuse_bad

__all__ = ["BASE", "Copy", "Imported", "Wishes", "import_copy", "with_base"]

BASE = ".import"
"""The folder in a briefing's own that keeps its source as it was last imported."""


def import_copy(
    root: Path, copy: Copy, slug: str, wishes: Wishes, *, write: bool = True
) -> Imported:
    """Make the briefing `slug` of a copy in the project at `root`.

    `ReportkitError` where the copy cannot be read, where it would lose words or not build,
    and (usage) where there is such a briefing; nothing is written then, nor without `write`.
    """
    refuse_bad(slug)
    files, folder = Disk(root), f"content/{slug}"
    if files.list(folder):
        message, hint = (
            f"“{folder}” is there already; nothing was written.",
            f"A later version of its copy goes `--into {slug}`.",
        )
        raise ReportkitError(
            Diagnostic("exists-already", Severity.ERROR, message, None, hint), code=ExitCode.USAGE
        )
    made = make_source(files, copy, slug, wishes)
    if write:
        artifacts = tuple(Artifact(path, data, "") for path, data in with_base(made).items())
        add_folder(artifacts, root / folder)
    return made


def with_base(made: Imported) -> dict[str, bytes]:
    """Give all files: the source, the same once more as it was imported, the report.

    Of the sources those of the copy stand there, as its author has them.
    """
    kept = {
        f"{BASE}/{path}": data
        for path, data in made.files.items()
        if path.endswith((".md", ".yaml")) and path != "sources.yaml"
    }
    if made.listed:
        kept[f"{BASE}/sources.yaml"] = list_text(made.listed.values())
    return {**made.files, **kept, REPORT: made.report.encode()}
