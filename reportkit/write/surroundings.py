"""What of the machine a writer may see: the same everywhere, so that the bytes are."""

from __future__ import annotations

import contextlib
import locale
import mimetypes
import os
from pathlib import Path

__all__ = ["prepare_environment"]


def prepare_environment() -> None:
    """Make this process see no fonts but a theme's, and one locale.

    Call it before anything imports WeasyPrint: fontconfig reads its
    configuration once. The locale decides which face serves a character.
    """
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
    os.environ.pop("FC_LANG", None)
    os.environ.pop("PANGO_LANGUAGE", None)
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "C.UTF-8")
    # Types of files are ours: the machine's table is neither read nor asked.
    mimetypes.init(files=())
