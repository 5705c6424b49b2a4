"""What one would write in an afternoon: Markdown, one template, WeasyPrint.

    python naive.py FOLDER OUT.pdf

No tags, no proof, no citations but their keys: the yardstick of `make bench`. It
has the same faces as reportkit, since the texts have Hangul.
"""

import re
import sys
from pathlib import Path

import jinja2
import markdown
import weasyprint
import yaml

ROOT = Path(__file__).resolve().parents[2]

TEMPLATE = jinja2.Template(
    """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title><style>
{% for font in fonts %}@font-face {
font-family: "{{ font.family }}"; font-weight: {{ font.weight }}; font-style: {{ font.style }};
src: url("{{ vendor }}/{{ font.file }}") }
{% endfor %}
@page { size: A4; margin: 25mm 30mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.45 "Source Serif 4", "Noto Serif KR"; hyphens: auto }
h1, h2, h3, nav { font-family: "Source Sans 3", "Noto Serif KR" }
nav a::after { content: leader('.') target-counter(attr(href), page) }
nav li { list-style: none }
.references p { margin-left: 2em; text-indent: -2em }
</style></head><body><h1>{{ title }}</h1><nav>{{ contents }}</nav>{{ body }}
<h2>References</h2><div class="references">{% for entry in references %}<p>{{ entry }}</p>
{% endfor %}</div></body></html>"""
)


def main(folder: Path, output: Path) -> None:
    text = "\n\n".join(path.read_text() for path in sorted(folder.glob("*.md")))
    text = re.sub(r"\[(-?@[^\]]+)\]", r"(\1)", text)
    converter = markdown.Markdown(extensions=["extra", "toc", "smarty"])
    body = converter.convert(text)
    sources = folder.joinpath("sources.yaml").read_text()
    references = re.findall(r"title: (.*)", sources)
    page = TEMPLATE.render(
        title=folder.name,
        contents=converter.toc,
        body=body,
        references=references,
        fonts=yaml.safe_load((ROOT / "templates/eai/theme.yaml").read_text())["fonts"],
        vendor=(ROOT / "reportkit/vendor/fonts").as_uri(),
    )
    weasyprint.HTML(string=page).write_pdf(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
