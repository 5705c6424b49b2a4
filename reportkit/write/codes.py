"""An address as a picture that a telephone reads (ISO/IEC 18004)."""

from __future__ import annotations

import io

from markupsafe import Markup

__all__ = ["quick_code"]


def quick_code(address: str, words: str) -> Markup:
    """Give the QR code of an address as SVG with its quiet zone; `words` say what it is.

    Level M: fifteen in a hundred of its codewords may be spoilt.
    """
    import segno  # only for an edition

    drawing = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        drawing, "svg", border=2, xmldecl=False, nl=False, svgclass="code", lineclass=None,
        omitsize=True, title=words,
    )  # fmt: skip
    return Markup(drawing.getvalue().decode())
