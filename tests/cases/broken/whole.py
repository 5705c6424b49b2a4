"""A small briefing in which nothing is wrong: each case breaks one file of it."""

from __future__ import annotations

import base64

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

INSTITUTE = """\
name: Example Institute
short-name: EI
native-name: 보기 연구원
address: 1 Example Street, Seoul
telephone: 02 123 4567
email: office@example.org
url: https://example.org
base-url: https://example.org/briefings
copyright: © Example Institute
people:
  doe: {given: Jane, family: Doe, affiliation: Example University}
  roe: {given: Richard, family: Roe, role: Research Associate}
series:
  notes: {tag: Notes, type: Commentary}
"""

BRIEFING = """\
title: A Title
authors: [doe]
date: 2024-07-18
series: notes
abstract: What this is about.
keywords: [one, two]
typeset-by: roe
"""

SOURCES = """\
- id: smith2020
  type: book
  title: A Book
  author:
    - {family: Smith, given: Ann}
  issued: 2020
- id: lee2005
  type: article-journal
  title: An Article
  author: [{family: Lee, given: Bo}]
  container-title: A Journal
  issued: 2005-04
"""

INTRODUCTION = """\
A first paragraph cites [@smith2020, p. 4].[^a]

[^a]: A footnote.
"""

BODY = """\
# Evidence {#sec-evidence}

See @fig-one and @tbl-one; @lee2005 agrees.

![What is seen](figures/one.png){#fig-one alt="One dot"}

| Year | Event |
|------|-------|
| 2020 | Much  |

Table: Events {#tbl-one}

```table
id: tbl-events
caption: Events from a file
file: data/events.csv
```
"""

CSV = "year,event\n2020,Much\n2021,More\n"

WHOLE: dict[str, str | bytes] = {
    "content/institute.yaml": INSTITUTE,
    "content/sample/briefing.yaml": BRIEFING,
    "content/sample/sources.yaml": SOURCES,
    "content/sample/01-introduction.md": INTRODUCTION,
    "content/sample/02-evidence.md": BODY,
    "content/sample/figures/one.png": PNG,
    "content/sample/data/events.csv": CSV,
}
