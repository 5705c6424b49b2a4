"""Small Word files, written out part by part."""

from __future__ import annotations

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="{MAIN}"/>
</Types>"""
RELS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""
STYLES = (
    f"""<w:styles xmlns:w="{W}">"""
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"))
    )
    + "</w:styles>"
)


def run(text: str, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def note_call(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{inside}</w:p>"


def citation(instruction: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return mark("begin") + told + mark("separate") + run(shown) + mark("end")


def word_file(
    body: str, notes: dict[int, str] | None = None, links: str = "", **more: str | bytes
) -> bytes:
    """Zip a document; `more` are further parts, with “__” for “/” and “_xml” for “.xml”."""
    relations = [f'<Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>', links]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/styles.xml": STYLES,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    if notes:
        relations.append(f'<Relationship Id="f" Type="{R}/footnotes" Target="footnotes.xml"/>')
        inside = "".join(
            f'<w:footnote w:id="{n}">{paragraph(run(text))}</w:footnote>'
            for n, text in notes.items()
        )
        parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}">{inside}</w:footnotes>'
    for name, data in more.items():
        parts[name.replace("__", "/").replace("_xml", ".xml")] = data
    if "word/comments.xml" in parts:
        relations.append(f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/>')
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    )
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()
