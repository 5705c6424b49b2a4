"""Everything that goes wrong in a briefing, and the first sentence that is said about it.

`first` is the diagnostic's first line; `hint` its hint, or None.
"""

# ruff: noqa: E501

from __future__ import annotations

import fnmatch
from dataclasses import dataclass

from tests.cases.broken.whole import BODY, BRIEFING, CSV, INSTITUTE, INTRODUCTION, SOURCES, WHOLE

__all__ = ["CASES", "Case"]

I = "content/institute.yaml"  # noqa: E741
B = "content/sample/briefing.yaml"
S = "content/sample/sources.yaml"
M1 = "content/sample/01-introduction.md"
M = "content/sample/02-evidence.md"
C = "content/sample/data/events.csv"

TBL = "```table\nid: tbl-e\ncaption: Events\nfile: data/events.csv\n```\n"
CH = (
    "```vega-lite\nid: fig-c\ncaption: C\ntitle: T\ndescription: D\n"
    "data: {url: data/events.csv}\nmark: bar\n```\n"
)


@dataclass(frozen=True)
class Case:
    """One file of the whole briefing is replaced, or (`text` is None) taken away."""

    name: str
    path: str
    text: str | bytes | None
    first: str
    hint: str | None

    def files(self) -> dict[str, str | bytes]:
        """Give the briefing with what is broken in it."""
        others = {p: t for p, t in WHOLE.items() if not fnmatch.fnmatch(p, self.path)}
        return others if self.text is None else {**others, self.path: self.text}


def br(old: str, new: str) -> tuple[str, str]:
    return B, BRIEFING.replace(old, new)


def so(old: str, new: str) -> tuple[str, str]:
    return S, SOURCES.replace(old, new)


def ins(old: str, new: str) -> tuple[str, str]:
    return I, INSTITUTE.replace(old, new)


def md(text: str) -> tuple[str, str]:
    return M, f"{BODY}\n{text}"


CASES = (
    Case(
        "a misspelt key",
        *br("title:", "titel:"),
        "content/sample/briefing.yaml:1:1: error[unknown-key]: No key is called “titel”.",
        "Did you mean “title”?",
    ),
    Case(
        "a missing title",
        *br("title: A Title\n", ""),
        "content/sample/briefing.yaml:1:1: error[missing-key]: “title” is missing here.",
        None,
    ),
    Case(
        "an empty title",
        *br("title: A Title", "title:"),
        "content/sample/briefing.yaml:1:7: error[empty-value]: “title” has no value.",
        None,
    ),
    Case(
        "a title of blanks",
        *br("A Title", '"  "'),
        "content/sample/briefing.yaml:1:8: error[empty-value]: “title” has no value.",
        None,
    ),
    Case(
        "a title that is a list",
        *br("A Title", "[a]"),
        "content/sample/briefing.yaml:1:8: error[wrong-type]: “title” must be a single value, and is a list.",
        None,
    ),
    Case(
        "a key twice",
        *br("keywords:", "title: B\nkeywords:"),
        "content/sample/briefing.yaml:6:1: error[duplicate-key]: The key “title” stands here a second time.",
        "It stands first in line 1.",
    ),
    Case(
        "an author by name",
        *br("[doe]", "[Jane A. Doe]"),
        "content/sample/briefing.yaml:2:11: error[unknown-person]: No person is called “Jane A. Doe”.",
        "Write {given: Jane A., family: Doe}, or a key of “people”.",
    ),
    Case(
        "an unknown author",
        *br("[doe]", "[do]"),
        "content/sample/briefing.yaml:2:11: error[unknown-person]: No person is called “do”.",
        "Did you mean “doe”?",
    ),
    Case(
        "an author without family",
        *br("[doe]", "[{given: Jane}]"),
        "content/sample/briefing.yaml:2:11: error[missing-key]: “family” is missing here.",
        None,
    ),
    Case(
        "no authors",
        *br("[doe]", "[]"),
        "content/sample/briefing.yaml:2:10: error[wrong-length]: “authors” has 0 items, and must have at least 1.",
        None,
    ),
    Case(
        "authors not a list",
        *br("[doe]", "doe"),
        "content/sample/briefing.yaml:2:10: error[wrong-type]: “authors” must be a list, and is a single value.",
        "List keys of the institute's people, or [{given: Ada, family: Guest}].",
    ),
    Case(
        "an unknown key of an author",
        *br("[doe]", "[{family: Doe, emial: a@b.org}]"),
        "content/sample/briefing.yaml:2:25: error[unknown-key]: No key is called “emial”.",
        "Did you mean “email”?",
    ),
    Case(
        "a wrong orcid",
        *br("[doe]", "[{family: Doe, orcid: 0000-0002-1825-0098}]"),
        "content/sample/briefing.yaml:2:32: error[invalid-orcid]: The last digit of this ORCID iD does not fit the others.",
        "Copy it again.",
    ),
    Case(
        "a date in words",
        *br("2024-07-18", "July 18"),
        "content/sample/briefing.yaml:3:7: error[invalid-date]: “July 18” is not a day.",
        "Write year, month and day, as in 2024-07-18.",
    ),
    Case(
        "a month thirteen",
        *br("2024-07-18", "2024-13-18"),
        "content/sample/briefing.yaml:3:7: error[invalid-date]: “2024-13-18” is not a day.",
        "Write year, month and day, as in 2024-07-18.",
    ),
    Case(
        "a day that is not",
        *br("2024-07-18", "2023-02-29"),
        "content/sample/briefing.yaml:3:7: error[invalid-date]: “2023-02-29” is not a day.",
        "Write year, month and day, as in 2024-07-18.",
    ),
    Case(
        "an unknown series",
        *br("series: notes", "series: note"),
        "content/sample/briefing.yaml:4:9: error[unknown-series]: No series is called “note”.",
        "Did you mean “notes”?",
    ),
    Case(
        "an unknown typesetter",
        *br("roe", "reo"),
        "content/sample/briefing.yaml:7:13: error[unknown-person]: No person is called “reo”.",
        "Did you mean “roe”?",
    ),
    Case(
        "a doi with address",
        *br("keywords:", "doi: https://doi.org/10.1234/x\nkeywords:"),
        "content/sample/briefing.yaml:6:6: error[invalid-value]: “doi” cannot be “https://doi.org/10.1234/x”.",
        "A DOI begins with “10.”, without https://doi.org/.",
    ),
    Case(
        "a language that is none",
        *br("keywords:", "language: English please\nkeywords:"),
        "content/sample/briefing.yaml:6:11: error[invalid-value]: “language” cannot be “English please”.",
        "A language tag such as en or ko.",
    ),
    Case(
        "an anchor",
        *br("A Title", "&a A Title"),
        "content/sample/briefing.yaml:1:8: error[yaml]: Anchors and aliases are not used here.",
        "Write the value out.",
    ),
    Case(
        "an alias",
        *br("A Title", "*a"),
        "content/sample/briefing.yaml:1:8: error[yaml]: Anchors and aliases are not used here.",
        "Write the value out.",
    ),
    Case(
        "a billion laughs",
        *br("A Title", "A\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"),
        "content/sample/briefing.yaml:2:4: error[yaml]: Anchors and aliases are not used here.",
        "Write the value out.",
    ),
    Case(
        "a merge key",
        *br("keywords:", "<<: {title: B}\nkeywords:"),
        "content/sample/briefing.yaml:6:1: error[yaml]: Merge keys are not used here.",
        None,
    ),
    Case(
        "a python tag",
        *br("A Title", "!!python/object/apply:os.system [id]"),
        "content/sample/briefing.yaml:1:8: error[yaml]: The tag “tag:yaml.org,2002:python/object/apply:os.system” is not used here.",
        "Delete it.",
    ),
    Case(
        "a deep nesting",
        *br("[one, two]", "[" * 2000 + "]" * 2000),
        "content/sample/briefing.yaml:6:50: error[yaml]: This is nested deeper than 40 levels.",
        None,
    ),
    Case(
        "a tab as indentation",
        *br("authors: [doe]", "authors:\n\t- doe"),
        "content/sample/briefing.yaml:3:1: error[yaml]: A tab stands where YAML wants spaces.",
        "Indent with spaces.",
    ),
    Case(
        "a list that is not closed",
        *br("[one, two]", "[one, two"),
        "content/sample/briefing.yaml:7:11: error[yaml]: This list is never closed.",
        "Add “]”.",
    ),
    Case(
        "a quotation mark not closed",
        *br("A Title", '"A Title'),
        "content/sample/briefing.yaml:1:8: error[yaml]: A quotation mark is never closed.",
        "Close it on its line.",
    ),
    Case(
        "a quotation mark not closed, and another one below",
        *br("A Title\nauthors: [doe]", '"A Title\nauthors: ["doe"]'),
        "content/sample/briefing.yaml:1:8: error[yaml]: A quotation mark is never closed.",
        "Close it on its line.",
    ),
    Case(
        "an apostrophe within single quotation marks",
        *br("A Title", "'The region's trade'"),
        "content/sample/briefing.yaml:1:20: error[yaml]: This quotation ends before the end of its line.",
        "Write an apostrophe twice within single quotation marks, or use double ones.",
    ),
    Case(
        "a second colon",
        *br("A Title", "A: Title"),
        "content/sample/briefing.yaml:1:9: error[yaml]: A second “: ” stands in one line.",
        "Put the value in quotes.",
    ),
    Case(
        "a value that begins with @",
        *br("A Title", "@home"),
        "content/sample/briefing.yaml:1:8: error[yaml]: This character cannot begin a value.",
        "Put the value in quotes.",
    ),
    Case(
        "an escape of half a surrogate",
        *br("A Title", '"\\ud800"'),
        "content/sample/briefing.yaml:1:11: error[yaml]: This is not an escape that YAML knows.",
        "Use single quotes for a plain “\\”.",
    ),
    Case(
        "an escape of nul",
        *br("A Title", '"a\\0b"'),
        "content/sample/briefing.yaml:1:9: error[control-character]: The character U+0000 cannot stand in a text.",
        "Delete it: most editors can show hidden characters.",
    ),
    Case(
        "a second document",
        *br("keywords:", "---\nkeywords:"),
        "content/sample/briefing.yaml:6:1: error[yaml]: A second document begins here.",
        "Delete the “---”.",
    ),
    Case(
        "metadata that are a list",
        B,
        "- a\n- b\n",
        "content/sample/briefing.yaml:1:1: error[wrong-type]: This file must be a mapping, and is a list.",
        None,
    ),
    Case(
        "metadata that are empty",
        B,
        "",
        "content/sample/briefing.yaml:1:1: error[empty-file]: This file is empty.",
        None,
    ),
    Case(
        "metadata in latin 1",
        B,
        BRIEFING.replace("A Title", "Caf\xe9").encode("latin-1"),
        "content/sample/briefing.yaml:1:11: error[encoding]: The byte 0xE9 is not UTF-8.",
        "Save the file as UTF-8.",
    ),
    Case(
        "metadata in utf-16",
        B,
        BRIEFING.encode("utf-16"),
        "content/sample/briefing.yaml:1:1: error[encoding]: This file is UTF-16, not UTF-8.",
        "Save it as UTF-8.",
    ),
    Case(
        "a control character in metadata",
        *br("A Title", "A\x07Title"),
        "content/sample/briefing.yaml:1:9: error[control-character]: The character U+0007 cannot stand in a text.",
        "Delete it: most editors can show hidden characters.",
    ),
    Case(
        "a section that is missing",
        *br("keywords:", "sections: [01-introduction.md, 2-evidence.md]\nkeywords:"),
        "content/sample/briefing.yaml:6:32: error[missing-file]: There is no file “2-evidence.md” in the briefing's folder.",
        "Did you mean “02-evidence.md”?",
    ),
    Case(
        "a section outside",
        *br("keywords:", "sections: [../../etc/passwd.md]\nkeywords:"),
        "content/sample/briefing.yaml:6:12: error[outside-briefing]: “../../etc/passwd.md” is not a Markdown file of the briefing.",
        None,
    ),
    Case(
        "a complex key",
        *br("keywords:", "? [a]\n: b\nkeywords:"),
        "content/sample/briefing.yaml:6:3: error[yaml]: A key is a plain word.",
        None,
    ),
    Case(
        "an institute without name",
        *ins("name: Example Institute\n", ""),
        "content/institute.yaml:1:1: error[missing-key]: “name” is missing here.",
        None,
    ),
    Case(
        "an institute with unknown key",
        *ins("telephone:", "telefone:"),
        "content/institute.yaml:5:1: error[unknown-key]: No key is called “telefone”.",
        "Did you mean “telephone”?",
    ),
    Case(
        "an institute with a broken address",
        *ins("https://example.org\n", "example.org\n"),
        "content/institute.yaml:7:6: error[invalid-value]: “url” cannot be “example.org”.",
        "A full address: https://…",
    ),
    Case(
        "a person without family",
        *ins("given: Jane, family: Doe", "given: Jane, famly: Doe"),
        "content/institute.yaml:11:22: error[unknown-key]: No key is called “famly”.",
        "Did you mean “family”?",
    ),
    Case(
        "an institute that is missing",
        I,
        None,
        "content/institute.yaml:1:1: error[missing-file]: There is no such file.",
        None,
    ),
    Case(
        "sources that are a mapping",
        S,
        "sources:\n- id: a\n",
        "content/sample/sources.yaml:1:1: error[wrong-type]: This file must be a list.",
        "Begin each source with “- id: …”, without a key above them.",
    ),
    Case(
        "a source without id",
        *so("id: lee2005\n  type", "type"),
        "content/sample/sources.yaml:7:3: error[missing-key]: “id” is missing here.",
        None,
    ),
    Case(
        "a source without type",
        *so("  type: book\n", ""),
        "content/sample/sources.yaml:1:3: error[missing-key]: “type” is missing here.",
        None,
    ),
    Case(
        "an unknown type",
        *so("type: book", "type: bok"),
        "content/sample/sources.yaml:2:9: error[unknown-value]: “type” cannot be “bok”.",
        "Did you mean “book”?",
    ),
    Case(
        "an unknown variable",
        *so("container-title", "container-titel"),
        "content/sample/sources.yaml:11:3: error[unknown-key]: No key is called “container-titel”.",
        "Did you mean “container-title”?",
    ),
    Case(
        "a source twice",
        *so("id: lee2005", "id: smith2020"),
        "content/sample/sources.yaml:7:3: error[duplicate-source]: A source is already called “smith2020”.",
        "It stands first in line 1.",
    ),
    Case(
        "a source in month thirteen",
        *so("2005-04", "2005-13"),
        "content/sample/sources.yaml:12:11: error[invalid-date]: There is no month 13.",
        "Write 2024, 2024-05 or 2024-05-20.",
    ),
    Case(
        "a source on 30 February",
        *so("2005-04", "2005-02-30"),
        "content/sample/sources.yaml:12:11: error[invalid-date]: February 2005 has no day 30.",
        "Write 2024, 2024-05 or 2024-05-20.",
    ),
    Case(
        "a date of a source in words",
        *so("2005-04", "Spring 2005"),
        "content/sample/sources.yaml:12:11: error[invalid-date]: “Spring 2005” is not a date.",
        "Write 2024, 2024-05 or 2024-05-20.",
    ),
    Case(
        "date parts with month thirteen",
        *so("issued: 2005-04", "issued: {date-parts: [[2005, 13]]}"),
        "content/sample/sources.yaml:12:26: error[invalid-date]: There is no month 13.",
        "Write 2024, 2024-05 or 2024-05-20.",
    ),
    Case(
        "a raw date",
        *so("issued: 2005-04", "issued: {raw: April 2005}"),
        "content/sample/sources.yaml:12:17: error[invalid-date]: “April 2005” is not a date.",
        "Write 2024, 2024-05 or 2024-05-20.",
    ),
    Case(
        "a name as text",
        *so("author: [{family: Lee, given: Bo}]", "author: [Bo Lee]"),
        "content/sample/sources.yaml:10:12: error[wrong-type]: An item of “author” must be a mapping, and is a single value.",
        "A person ({family, given}) or a body ({literal}).",
    ),
    Case(
        "authors as one mapping",
        *so("author: [{family: Lee, given: Bo}]", "author: {family: Lee}"),
        "content/sample/sources.yaml:10:11: error[wrong-type]: “author” must be a list, and is a mapping.",
        None,
    ),
    Case(
        "a name without family",
        *so("{family: Lee, given: Bo}", "{given: Bo}"),
        "content/sample/sources.yaml:10:12: error[incomplete-name]: A name in “author” has neither “family” nor “literal”.",
        "A body's name is “literal”.",
    ),
    Case(
        "an id with blanks",
        *so("id: lee2005", "id: lee 2005"),
        "content/sample/sources.yaml:7:7: error[invalid-value]: “id” cannot be “lee 2005”.",
        "The citation key: letters and digits, with “-”, “:” or “.” between.",
    ),
    Case(
        "a script as address",
        *so("  issued: 2005-04", '  URL: "javascript:alert(1)"\n  issued: 2005-04'),
        "content/sample/sources.yaml:12:8: error[invalid-value]: “URL” cannot be “javascript:alert(1)”.",
        "A full address: https://…",
    ),
    Case(
        "text in latin 1",
        M1,
        INTRODUCTION.replace("first", "pr\xe9mier").encode("latin-1"),
        "content/sample/01-introduction.md:1:5: error[encoding]: The byte 0xE9 is not UTF-8.",
        "Save the file as UTF-8.",
    ),
    Case(
        "text in utf-16",
        M1,
        INTRODUCTION.encode("utf-16"),
        "content/sample/01-introduction.md:1:1: error[encoding]: This file is UTF-16, not UTF-8.",
        "Save it as UTF-8.",
    ),
    Case(
        "a nul in the text",
        *md("a\x00b"),
        "content/sample/02-evidence.md:19:2: error[control-character]: The character U+0000 cannot stand in a text.",
        "Delete it: most editors can show hidden characters.",
    ),
    Case(
        "the placeholder characters",
        *md("a \x0e0\x0f b"),
        "content/sample/02-evidence.md:19:3: error[control-character]: The character U+000E cannot stand in a text.",
        "Delete it: most editors can show hidden characters.",
    ),
    Case(
        "an empty section file",
        M,
        "",
        "content/sample/02-evidence.md:1:1: error[empty-section-file]: This file holds no text.",
        "Write its text, or delete it.",
    ),
    Case(
        "a section file of blanks",
        M,
        " \n\t\n",
        "content/sample/02-evidence.md:1:1: error[empty-section-file]: This file holds no text.",
        "Write its text, or delete it.",
    ),
    Case(
        "front matter",
        M,
        "---\ntitle: x\n---\n" + BODY,
        "content/sample/02-evidence.md:1:1: error[front-matter]: A section has no metadata of its own.",
        "Put them in briefing.yaml.",
    ),
    Case(
        "front matter that never ends",
        M,
        "---\ntitle: x\n" + BODY,
        "content/sample/02-evidence.md:1:1: error[front-matter]: A section has no metadata of its own.",
        "Put them in briefing.yaml.",
    ),
    Case(
        "no heading in a second file",
        M,
        "Text.\n",
        "content/sample/02-evidence.md:1:1: error[text-before-heading]: This text stands before the first heading of its file.",
        "Begin the file with “# Heading”.",
    ),
    Case(
        "a typed roman number",
        M,
        BODY.replace("# Evidence", "# Ⅱ. Evidence"),
        "content/sample/02-evidence.md:1:3: error[typed-number]: The number “Ⅱ.” is typed.",
        "Delete it: the theme numbers headings.",
    ),
    Case(
        "a typed number",
        *md("## 1. Detail\n\nText."),
        "content/sample/02-evidence.md:19:4: error[typed-number]: The number “1.” is typed.",
        "Delete it: the theme numbers headings.",
    ),
    Case(
        "a skipped level",
        *md("### Detail\n\nText."),
        "content/sample/02-evidence.md:19:1: error[skipped-level]: A heading of level 3 follows one of level 1.",
        "Write “## …”.",
    ),
    Case(
        "a heading too deep",
        *md("## A\n\nT.\n\n### B\n\nT.\n\n#### C\n\nT."),
        "content/sample/02-evidence.md:27:1: error[heading-level]: A heading cannot be deeper than level 3.",
        "Use fewer “#”.",
    ),
    Case(
        "a heading without words",
        *md("## {#sec-x}\n\nText."),
        "content/sample/02-evidence.md:19:1: error[empty-heading]: This heading has no words.",
        "Write its words after the “#”.",
    ),
    Case(
        "a heading with a citation",
        *md("## A [@smith2020]\n\nText."),
        "content/sample/02-evidence.md:19:6: error[mark-in-heading]: A heading holds no citations, references or footnotes.",
        None,
    ),
    Case(
        "an empty section",
        *md("## Detail"),
        "content/sample/02-evidence.md:19:1: warning[empty-section]: Nothing stands below the heading “Detail”.",
        "Write its text, or delete it.",
    ),
    Case(
        "an id twice",
        *md("## More {#sec-evidence}\n\nText."),
        "content/sample/02-evidence.md:19:10: error[duplicate-id]: The id “sec-evidence” stands here a second time.",
        "It stands first at content/sample/02-evidence.md:1:13.",
    ),
    Case(
        "an id twice in different files",
        M1,
        INTRODUCTION.replace("[^a]\n", "[^a]\n{: #sec-evidence}\n"),
        "content/sample/02-evidence.md:1:13: error[duplicate-id]: The id “sec-evidence” stands here a second time.",
        "It stands first at content/sample/01-introduction.md:2:4.",
    ),
    Case(
        "an id of the page",
        *md("Text.\n{: #main}"),
        "content/sample/02-evidence.md:20:4: error[reserved-id]: The id “main” is used by the page itself.",
        "Choose another.",
    ),
    Case(
        "an undefined footnote",
        *md("Text.[^x]"),
        "content/sample/02-evidence.md:19:6: error[undefined-footnote]: No footnote is called “x”.",
        "Write “[^x]: …” in the same file.",
    ),
    Case(
        "an unused footnote",
        *md("[^x]: Never called."),
        "content/sample/02-evidence.md:19:1: error[unused-footnote]: The footnote “x” is never called.",
        "Write “[^x]” where it belongs, or delete it.",
    ),
    Case(
        "a footnote called twice",
        *md("One[^x] two[^x].\n\n[^x]: Note."),
        "content/sample/02-evidence.md:19:12: error[footnote-called-twice]: The footnote “x” is called a second time.",
        "It is called first in line 19; write a second footnote.",
    ),
    Case(
        "a footnote written twice",
        *md("One[^x].\n\n[^x]: Note.\n[^x]: Again."),
        "content/sample/02-evidence.md:22:1: error[duplicate-footnote]: The footnote “x” is written a second time.",
        "It stands first in line 21.",
    ),
    Case(
        "a footnote within a footnote",
        *md("One[^x].\n\n[^x]: Note[^y].\n\n[^y]: Inner."),
        "content/sample/02-evidence.md:21:11: error[nested-footnote]: A footnote cannot call a footnote.",
        None,
    ),
    Case(
        "a footnote with a list",
        *md("One[^x].\n\n[^x]: Note.\n\n    - item"),
        "content/sample/02-evidence.md:21:1: error[footnote-content]: A footnote holds nothing but paragraphs.",
        None,
    ),
    Case(
        "a fence not closed",
        *md("```\ncode"),
        "content/sample/02-evidence.md:19:1: error[unclosed-fence]: This fenced block is never closed.",
        "Add a line “```” after it.",
    ),
    Case(
        "a fence not closed in a list",
        *md("- item\n\n    ```\n    code\n"),
        "content/sample/02-evidence.md:21:5: error[unclosed-fence]: This fenced block is never closed.",
        "Add a line “```” after it.",
    ),
    Case(
        "a code span not closed",
        *md("A `code span."),
        "content/sample/02-evidence.md:19:3: error[unclosed-code]: This “`” is never closed.",
        "Add “`”, or write “\\`” for the character itself.",
    ),
    Case(
        "a script",
        *md("Text <script>alert(1)</script>."),
        "content/sample/02-evidence.md:19:6: error[raw-html]: HTML <script> is not used in a briefing.",
        "Use Markdown; for the character itself write “\\<”.",
    ),
    Case(
        "a block of html",
        *md('<div class="x">\n\nText.\n\n</div>'),
        "content/sample/02-evidence.md:19:1: error[raw-html]: HTML <div> is not used in a briefing.",
        "Use Markdown; for the character itself write “\\<”.",
    ),
    Case(
        "a style",
        *md("<style>body{display:none}</style>"),
        "content/sample/02-evidence.md:19:1: error[raw-html]: HTML <style> is not used in a briefing.",
        "Use Markdown; for the character itself write “\\<”.",
    ),
    Case(
        "an html attribute",
        *md('An <span onclick="x()">x</span>.'),
        "content/sample/02-evidence.md:19:4: error[raw-html]: This attribute of <span> is not used in a briefing.",
        "Use Markdown; for the character itself write “\\<”.",
    ),
    Case(
        "an html tag not closed",
        *md("An <sub>x."),
        "content/sample/02-evidence.md:19:4: error[raw-html]: <sub> is never closed.",
        "Add </sub>.",
    ),
    Case(
        "an html tag that crosses",
        *md("An *a <sub>b* c</sub>."),
        "content/sample/02-evidence.md:19:7: error[raw-html]: <sub> and the Markdown round it cross each other.",
        "Close what was opened last.",
    ),
    Case(
        "a comment not closed",
        *md("<!-- todo"),
        "content/sample/02-evidence.md:19:1: error[unclosed-comment]: This comment is never closed.",
        "Add “-->”.",
    ),
    Case(
        "an attribute for scripts",
        *md("*x*{onclick=alert(1)}"),
        "content/sample/02-evidence.md:19:5: error[unknown-attribute]: The attribute “onclick” is not used in a briefing.",
        "Known are #id, .class, lang and title.",
    ),
    Case(
        "a link to a script",
        *md("[x](javascript:alert(1))"),
        "content/sample/02-evidence.md:19:4: error[unsafe-link]: “javascript:alert(1)” cannot be linked to.",
        "Link to https://…, mailto:… or #id.",
    ),
    Case(
        "a relative link",
        *md("[x](other.html)"),
        "content/sample/02-evidence.md:19:4: error[relative-link]: “other.html” cannot be linked to.",
        "Link to https://…, mailto:… or #id.",
    ),
    Case(
        "a link without address",
        *md("[x][nowhere] text"),
        "content/sample/02-evidence.md:19:3: error[undefined-link]: No address is given for “nowhere”.",
        "Write a line “[nowhere]: https://…”.",
    ),
    Case(
        "a remote picture",
        *md('![C](https://example.org/a.png){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:5: error[remote-image]: A picture must be a file.",
        "Put the picture into the briefing's folder.",
    ),
    Case(
        "a picture that is missing",
        *md('![C](figures/on.png){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:5: error[missing-file]: There is no file “figures/on.png” in the briefing's folder.",
        "Did you mean “figures/one.png”?",
    ),
    Case(
        "a figure whose path has a blank",
        *md('![C](figures/my map.png){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:5: error[blank-in-path]: A blank in the path “figures/my map.png” ends it for most readers of Markdown.",
        "Write (<figures/my map.png>), or rename the file to figures/my-map.png.",
    ),
    Case(
        "a picture in a line whose path has blanks",
        *md("So ![it is](my own (1).png 'Mine')."),
        "content/sample/02-evidence.md:19:12: error[blank-in-path]: A blank in the path “my own (1).png” ends it for most readers of Markdown.",
        "Write (<my own (1).png>), or rename the file to my-own-(1).png.",
    ),
    Case(
        "a picture outside",
        *md('![C](../../../etc/a.png){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:5: error[outside-briefing]: “../../../etc/a.png” is not a file of the briefing.",
        "Write figures/name.png.",
    ),
    Case(
        "a picture of no kind",
        *md('![C](data/events.csv){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:5: error[picture-kind]: “data/events.csv” is not a picture that can be shown.",
        "Use .png, .jpg, .jpeg, .svg, .webp.",
    ),
    Case(
        "a figure without alt",
        *md("![C](figures/one.png){#fig-a}"),
        "content/sample/02-evidence.md:19:1: error[missing-alt]: This figure has no alternative text.",
        'Say what the picture shows: {#fig-… alt="…"}.',
    ),
    Case(
        "a figure without id",
        *md('![C](figures/one.png){alt="x"}'),
        "content/sample/02-evidence.md:19:1: error[missing-id]: This figure has no id.",
        "Write {#fig-…} after its caption, or “id: fig-…” in its block.",
    ),
    Case(
        "a figure without caption",
        *md('![](figures/one.png){#fig-a alt="x"}'),
        "content/sample/02-evidence.md:19:1: error[missing-caption]: This figure has no caption.",
        None,
    ),
    Case(
        "a figure with a wrong id",
        *md('![C](figures/one.png){#a alt="x"}'),
        "content/sample/02-evidence.md:19:23: error[id-prefix]: The id “a” of a figure must begin with “fig-”.",
        "Call it “fig-a”.",
    ),
    Case(
        "a picture in a line without alt",
        *md("Text ![](figures/one.png) text."),
        "content/sample/02-evidence.md:19:6: error[missing-alt]: This picture has no alternative text.",
        "Write ![words](…).",
    ),
    Case(
        "a table with a short row",
        *md("| a | b |\n|---|---|\n| 1 |\n\nTable: C {#tbl-c}"),
        "content/sample/02-evidence.md:21:1: error[ragged-table]: The head has 2 cells, this row 1.",
        "Add what is missing; an empty cell is a blank between two “|”.",
    ),
    Case(
        "a table with a short row of delimiters",
        *md("| a | b |\n|---|\n| 1 | 2 |\n\nTable: C {#tbl-c}"),
        "content/sample/02-evidence.md:20:1: error[ragged-table]: The head has 2 cells, this row 1.",
        "Write “---” once for each cell of the head.",
    ),
    Case(
        "a csv with a short row",
        C,
        "year,event\n2020,Much\n2021\n",
        "content/sample/data/events.csv:3:1: error[ragged-table]: The head has 2 cells, this row 1.",
        "Add what is missing; an empty cell is nothing between two “,”.",
    ),
    Case(
        "a table without caption",
        *md("| a | b |\n|---|---|\n| 1 | 2 |"),
        "content/sample/02-evidence.md:19:1: error[missing-caption]: This table has no caption.",
        "Write “Table: … {#tbl-…}” after it.",
    ),
    Case(
        "a table without id",
        *md("| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: C"),
        "content/sample/02-evidence.md:23:1: error[missing-id]: This table has no id.",
        "Write {#tbl-…} after its caption, or “id: tbl-…” in its block.",
    ),
    Case(
        "a ragged table",
        *md("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\nTable: C {#tbl-a}"),
        "content/sample/02-evidence.md:21:1: error[ragged-table]: The head has 2 cells, this row 3.",
        "Write “\\|” for a “|” within a cell.",
    ),
    Case(
        "a caption without table",
        *md("Table: C {#tbl-a}"),
        "content/sample/02-evidence.md:19:1: error[caption-without-table]: This caption has no table beside it.",
        "Put it right after the table's last row.",
    ),
    Case(
        "a csv that is missing",
        *md(TBL.replace("events.csv", "event.csv")),
        "content/sample/02-evidence.md:22:7: error[missing-file]: There is no file “data/event.csv” in the briefing's folder.",
        "Did you mean “data/events.csv”?",
    ),
    Case(
        "a csv outside",
        *md(TBL.replace("data/events.csv", "../x.csv")),
        "content/sample/02-evidence.md:22:7: error[outside-briefing]: “../x.csv” is not a CSV file of the briefing.",
        "Write data/name.csv.",
    ),
    Case(
        "a csv that is ragged",
        C,
        CSV + "2022,a,b\n",
        "content/sample/data/events.csv:4:1: error[ragged-table]: The head has 2 cells, this row 3.",
        "Put a cell that holds “,” in quotes.",
    ),
    Case(
        "a csv with an open quote",
        C,
        CSV + '2022,"a\n',
        "content/sample/data/events.csv:4:1: error[csv]: This row cannot be read: unexpected end of data.",
        'Close every “"”.',
    ),
    Case(
        "an empty csv",
        C,
        "",
        "content/sample/data/events.csv:1:1: error[csv]: This file needs a head and at least one row.",
        None,
    ),
    Case(
        "a csv in latin 1",
        C,
        CSV.encode() + b"2022,\xe9\n",
        "content/sample/data/events.csv:4:6: error[encoding]: The byte 0xE9 is not UTF-8.",
        "Save the file as UTF-8.",
    ),
    Case(
        "an unknown column",
        *md(TBL.replace("caption", "columns: {yaer: Year}\ncaption")),
        "content/sample/02-evidence.md:21:11: error[unknown-column]: “content/sample/data/events.csv” has no column “yaer”.",
        "Did you mean “year”?",
    ),
    Case(
        "an unknown key of a table",
        *md(TBL.replace("caption", "captoin")),
        "content/sample/02-evidence.md:21:1: error[unknown-key]: No key is called “captoin”.",
        "Did you mean “caption”?",
    ),
    Case(
        "yaml that is broken in a table",
        *md("```table\nid: [\n```\n"),
        "content/sample/02-evidence.md:20:1: error[yaml]: A value is missing here.",
        "Close what is open, or write the value.",
    ),
    Case(
        "a chart without title",
        *md(CH.replace("title: T\n", "")),
        "content/sample/02-evidence.md:20:1: error[missing-key]: “title” is missing here.",
        None,
    ),
    Case(
        "a chart without description",
        *md(CH.replace("description: D\n", "")),
        "content/sample/02-evidence.md:20:1: error[missing-key]: “description” is missing here.",
        None,
    ),
    Case(
        "a chart that fetches",
        *md(CH.replace("data/events.csv", "https://example.org/a.csv")),
        "content/sample/02-evidence.md:24:13: error[outside-briefing]: “https://example.org/a.csv” is not a CSV file of the briefing.",
        "Write data/name.csv.",
    ),
    Case(
        "a chart with a picture",
        *md(CH.replace("mark: bar", "mark: image")),
        "content/sample/02-evidence.md:25:7: error[chart-fetches]: A chart cannot hold pictures.",
        "Use another mark.",
    ),
    Case(
        "a chart with a link",
        *md(CH.replace("mark: bar", "mark: bar\nencoding: {href: {field: year}}")),
        "content/sample/02-evidence.md:26:12: error[chart-fetches]: “href” is not used in a chart: it would fetch something.",
        "Data are read from data: {url: data/name.csv}.",
    ),
    Case(
        "a chart without data",
        *md(CH.replace("data: {url: data/events.csv}\n", "")),
        "content/sample/02-evidence.md:19:1: error[missing-data]: This chart has no data.",
        "Write data: {url: data/name.csv}.",
    ),
    Case(
        "a citation not closed",
        *md("Text [@smith2020, p. 4."),
        "content/sample/02-evidence.md:19:6: error[citation-syntax]: This citation is never closed.",
        "Add “]”.",
    ),
    Case(
        "two sources without semicolon",
        *md("Text [@smith2020 and @lee2005]."),
        "content/sample/02-evidence.md:19:22: error[citation-syntax]: Two sources stand here without “;”.",
        "Separate sources by “;”.",
    ),
    Case(
        "a citation without key",
        *md("Text [see @; @lee2005]."),
        "content/sample/02-evidence.md:19:7: error[citation-syntax]: This names no source.",
        "Write “@” and the key of a source.",
    ),
    Case(
        "a cross-reference in a citation",
        *md("Text [@smith2020; @fig-one]."),
        "content/sample/02-evidence.md:19:19: error[citation-syntax]: “fig-one” is not a source.",
        "Write a cross-reference outside brackets.",
    ),
    Case(
        "an unknown callout",
        *md('!!! nota "Title"\n    Text.'),
        "content/sample/02-evidence.md:19:1: error[unknown-callout]: No callout is called “nota”.",
        "Did you mean “note”?",
    ),
    Case(
        "a callout without text",
        *md('!!! note "Title"\n\nText.'),
        "content/sample/02-evidence.md:19:1: error[empty-callout]: This callout has no text of its own.",
        "Put its text below, indented by four spaces.",
    ),
    Case(
        "a heading in a list",
        *md("- # Heading\n"),
        "content/sample/02-evidence.md:19:3: error[heading-inside]: A heading cannot stand within a list or a quotation.",
        "Begin it at the left margin.",
    ),
    Case(
        "a rule",
        *md("Text.\n\n***\n\nText."),
        "content/sample/02-evidence.md:21:1: warning[rule]: A rule between paragraphs is not printed.",
        "Begin a section with a heading, or delete it.",
    ),
    Case(
        "open brackets",
        *md("[" * 20000),
        "content/sample/02-evidence.md:19:41: error[too-much]: More than 40 brackets are open here.",
        "Write it more simply.",
    ),
    Case(
        "open brackets with text",
        *md("[a " * 5000),
        "content/sample/02-evidence.md:19:121: error[too-much]: More than 40 brackets are open here.",
        "Write it more simply.",
    ),
    Case(
        "backticks",
        *md(" ".join("`" * n for n in range(1, 400))),
        "content/sample/02-evidence.md:19:1: error[unclosed-code]: This “`” is never closed.",
        "Add “`”, or write “\\`” for the character itself.",
    ),
    Case(
        "a deep quotation",
        *md(">" * 2000 + " x"),
        "content/sample/02-evidence.md:19:1: error[too-much]: This is nested deeper than 20 levels.",
        "Write it more simply.",
    ),
    Case(
        "a deep list",
        *md("\n".join("    " * n + "- x" for n in range(200))),
        "content/sample/02-evidence.md:39:1: error[too-much]: This is nested deeper than 20 levels.",
        "Write it more simply.",
    ),
    Case(
        "stars",
        *md("*a **b " * 10000),
        "content/sample/02-evidence.md:19:14001: error[too-much]: This block holds more than 4,000 “*” and “_”.",
        "Write it more simply.",
    ),
    Case(
        "a very long paragraph",
        *md("word " * 30000),
        "content/sample/02-evidence.md:19:1: error[too-much]: This block is longer than 100,000 characters.",
        "Write it more simply.",
    ),
    Case(
        "an editors note with a citation",
        *br("keywords:", "editors-note: See [@smith2020].\nkeywords:"),
        "content/sample/briefing.yaml:6:19: error[mark-not-here]: “[@smith2020]” cannot stand here.",
        "Citations, references and footnotes belong into sections.",
    ),
    Case(
        "a starred note of two paragraphs",
        *br("keywords:", "note: |\n  One.\n\n  Two.\nkeywords:"),
        "content/sample/briefing.yaml:6:7: error[note-paragraph]: The starred note is one paragraph.",
        None,
    ),
    Case(
        "no text at all",
        "content/sample/*.md",
        None,
        "content/sample/briefing.yaml:1:1: error[empty-briefing]: This briefing has no text.",
        "Write 01-introduction.md beside it.",
    ),
    Case(
        "a citation within a link",
        *md("[see @lee2005](https://example.org)"),
        "content/sample/02-evidence.md:19:6: error[mark-in-link]: A citation cannot stand within a link.",
        "Write it after the link.",
    ),
    Case(
        "a heading without blank",
        *md("#Heading"),
        "content/sample/02-evidence.md:19:1: warning[heading-space]: A heading needs a blank after its “#”.",
        "Write “# …”, or “\\#” for the character itself.",
    ),
    Case(
        "a list without blank line",
        *md("Text\n- item"),
        "content/sample/02-evidence.md:20:1: warning[list-in-paragraph]: A list needs a blank line before it.",
        "Add a blank line above.",
    ),
    Case(
        "a list with two spaces",
        *md("- item\n  - inner"),
        "content/sample/02-evidence.md:20:3: warning[indentation]: This item is indented by less than four spaces.",
        "An item within an item is indented by four.",
    ),
    Case(
        "a paragraph of a list with two spaces",
        *md("- item\n\n  More."),
        "content/sample/02-evidence.md:21:3: warning[indentation]: This text is indented by less than four spaces.",
        "Within a list indent by four; elsewhere not at all.",
    ),
    Case(
        "a mark that turns the text round",
        *md("a\u202eb"),
        "content/sample/02-evidence.md:19:2: error[control-character]: The character U+202E cannot stand in a text.",
        "Delete it: most editors can show hidden characters.",
    ),
    Case(
        "a list item that is a fence",
        *md("- ```\n  code"),
        "content/sample/02-evidence.md:19:3: error[unclosed-fence]: This “```” is never closed.",
        "Add “```”, or write “\\`” for the character itself.",
    ),
    Case(
        "a text that is not among the sections",
        *br("keywords:", "sections: [02-evidence.md]\nkeywords:"),
        "content/sample/briefing.yaml:6:11: warning[unlisted-section]: “01-introduction.md” is not among the sections: it is left out.",
        "List it, or give it another ending than “.md”.",
    ),
    Case(
        "a chart with a key that is misspelt",
        *md(CH.replace("mark: bar", "makr: bar")),
        "content/sample/02-evidence.md:25:1: error[unknown-key]: Vega-Lite does not know “makr” here.",
        "Did you mean “mark”?",
    ),
    Case(
        "a layer of a chart with a key that is misspelt",
        *md(CH.replace("mark: bar", "layer:\n- mark: bar\n  encodng: {x: {field: year}}")),
        "content/sample/02-evidence.md:27:3: error[unknown-key]: Vega-Lite does not know “encodng” here.",
        "Did you mean “encoding”?",
    ),
    Case(
        "a chart of a channel that there is not",
        *md(CH.replace("mark: bar", "mark: bar\nencoding:\n  colour: {field: year}")),
        "content/sample/02-evidence.md:27:3: error[unknown-key]: Vega-Lite does not know “colour” here.",
        "Did you mean “color”?",
    ),
    Case(
        "a chart of a column that is not there",
        *md(
            CH
            + "\n"
            + CH.replace("fig-c", "fig-d").replace(
                "mark: bar", "mark: bar\nencoding:\n  x: {field: yaer}"
            )
        ),
        "content/sample/02-evidence.md:36:14: error[unknown-field]: The chart's data have no column “yaer”.",
        "Did you mean “year”?",
    ),
)
