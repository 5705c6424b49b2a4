"""A copy in, the source of a briefing in memory out: read, told apart, keyed, written, proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.diagnostics import Diagnostic, ExitCode, ReportkitError, Severity, Span, Text
from reportkit.evidence import Source
from reportkit.files import Files, Memory
from reportkit.importing.citing import Citing, cite_by_key
from reportkit.importing.front import Front, Wishes, front_of
from reportkit.importing.keys import ledger_of, one_given_name
from reportkit.importing.listed import as_source, with_kept_keys
from reportkit.importing.numbers import Numbers
from reportkit.importing.replaced import kept_of, replaced
from reportkit.manuscript import Aside, Doubt, Manuscript, Parts, Run, words_of
from reportkit.model import Briefing, Institute
from reportkit.read.bibliography import kind_of, read_entries
from reportkit.read.copy import read_copy, tell_apart
from reportkit.read.institute import read_institute
from reportkit.read.pictures import KINDS, check_bytes
from reportkit.read.sources import LEDGERS, SHARED, read_ledger
from reportkit.read.texts import Findings
from reportkit.review.lost_words import lost, text_words
from reportkit.write.import_report import Keyed, Proof, import_report
from reportkit.write.ledger import HEAD, with_sources
from reportkit.write.markdown import Markdown
from reportkit.write.source import metadata_text, section_texts

__all__ = ["Copy", "Imported", "make_source"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to be imported, and what helps to read it.

    `beside` are the files of its folder. `bibliography` are the names and texts of files
    that hold its references.
    """

    name: str
    data: bytes = field(repr=False)
    beside: Files = field(default_factory=lambda: Memory({}))
    encoding: str | None = None
    bibliography: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: files below the briefing's folder, and what is to be said of them."""

    key: str
    files: Mapping[str, bytes]
    proof: Proof
    doubts: tuple[Doubt, ...]
    keyed: tuple[Keyed, ...]
    asides: tuple[Aside, ...]
    briefing: Briefing
    report: str
    unit: str
    listed: Mapping[str, Source]


def make_source(
    files: Files,
    copy: Copy,
    slug: str,
    wishes: Wishes,
    own: Mapping[str, Source] | None = None,
    base: Mapping[str, Source] | None = None,
) -> Imported:
    """Make the source of a briefing in memory; `own` are sources that keep their keys.

    `base` is the list of references of an earlier copy: what changed in it since keeps its
    key, too.
    """
    institute = _institute(files)
    if wishes.series and wishes.series not in institute.series:
        message = f"No series is called “{wishes.series}”."
        hint = f"Known are {', '.join(sorted(institute.series))}."
        raise ReportkitError(
            Diagnostic("unknown-series", Severity.ERROR, message, None, hint), code=ExitCode.USAGE
        )
    manuscript = read_copy(copy.name, copy.data, copy.beside, copy.encoding)
    names = [name for s in institute.series.values() for name in (s.type, f"{s.tag} {s.type}")]
    parts = tell_apart(manuscript, names)
    if not parts.body:
        raise ReportkitError(
            _error("copy-empty", "This copy holds no text but its head and end.", copy.name)
        )
    making = _Making(files, copy, slug, institute, manuscript, parts, wishes, own or {}, base or {})
    return making.imported()


def _institute(files: Files) -> Institute:
    institute, found = read_institute(files)
    if institute is None or any(d.severity is Severity.ERROR for d in found):
        raise ReportkitError(*found)
    return institute


def _error(rule: str, message: str, name: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, Span(name), hint)


@dataclass(slots=True)
class _Making:
    """One import under way."""

    files: Files
    copy: Copy
    slug: str
    institute: Institute
    manuscript: Manuscript
    parts: Parts
    wishes: Wishes
    own: Mapping[str, Source]
    base: Mapping[str, Source]

    def imported(self) -> Imported:
        theirs = self.bibliography()
        entries = one_given_name(self.parts.entries, self.parts.body)
        works = [cited.csl for run in self.runs() for cited in run.cited]
        items = [*(entry.csl for entry in entries), *works]
        self.own = with_kept_keys(items, self.base, self.own)
        known = {**read_ledger(self.files, SHARED, Findings()), **self.own}
        ledger = ledger_of(entries, self.manuscript, known, theirs)
        every = {**theirs, **known, **ledger.new}
        asides = [*self.parts.asides, *replaced(ledger, every)]
        doubts = [*self.parts.doubts, *ledger.doubts]
        numbers = Numbers(ledger)
        self.parts = replace(self.parts, body=numbers.cited(self.parts.body))
        notes = {key: numbers.cited(note) for key, note in self.manuscript.notes.items()}
        doubts += numbers.doubts
        md = Markdown(notes, self.pictures(), ledger.works, asides, doubts)
        front = self.front(md)
        texts = section_texts(self.parts.body, md)
        uncalled = self.uncalled(md)
        source = {"briefing.yaml": metadata_text(front.values), **texts}
        cited = self.cited(source, {**self.own, **theirs, **ledger.new})
        briefing = cited.briefing
        used = {item.key for p in briefing.passages for c in p.citations for item in c.items}
        used |= {s.key for _, s in ledger.entries} | {*self.own}
        written = [s for s in {**self.own, **theirs, **ledger.new}.values() if s.key in used]
        ledger_path = f"content/{self.slug}/sources.yaml"
        cited.files |= {ledger_path: self.ledger_text(written)} if written else {}
        doubts += [*front.doubts, *cited.doubts]
        asides += [*front.asides, *uncalled]
        kept = Counter[str]()
        for entry, found in ledger.entries:
            kept += kept_of(entry, every[found.key])
        typed = [*numbers.typed, *(run.text for run in self.runs() if run.cited)]
        typed += [one.typed for one in cited.keyed if one.path != "briefing.yaml"]
        proof = self.proof(cited, kept, front, md, asides, typed)
        listed = {s.key: as_source(entry.csl, s.key) for entry, s in ledger.entries}
        for csl in works:  # what a program wrote is fuller than what was parsed
            key = ledger.works[str(csl["id"])]
            listed[key] = as_source(csl, key)
        return self.finished(cited, proof, doubts, asides, listed)

    def pictures(self) -> dict[str, str]:
        """Give the pictures that can be shown, with the paths that they get."""
        shown: dict[str, str] = {}
        for name, data in self.manuscript.pictures.items():
            findings = Findings()
            if f".{name.rpartition('.')[2].lower()}" in KINDS:
                check_bytes(name, data, findings)
                if not findings:
                    shown[name] = f"figures/{name}"
        return shown

    def front(self, md: Markdown) -> Front:
        md.begin("briefing.yaml")
        note = md.inline([run for run in self.parts.note if not run.note]).strip()
        return front_of(self.parts, note, self.slug, self.institute, self.wishes)

    def uncalled(self, md: Markdown) -> list[Aside]:
        """Give the notes that no file calls any more, as what was set aside."""
        called = md.every_call
        answer = []
        for key, blocks in self.manuscript.notes.items():
            if key not in called:
                text = " ".join(run.text for block in blocks for run in block.every_run)
                answer.append(Aside("notes that nothing in the text calls", text))
                md.doubts.append(
                    Doubt(
                        7,
                        f"A note is called nowhere in the text: “{text[:60]}”.",
                        "It was set aside; it stands below.",
                    )
                )
        return answer

    def cited(self, source: Mapping[str, str], sources: Mapping[str, Source]) -> Citing:
        """Put keys for typed citations, in a project that is this one's institute and ledger."""
        folder = f"content/{self.slug}"
        door: dict[str, bytes] = {
            "content/institute.yaml": self.files.read("content/institute.yaml")
        }
        door |= {p: self.files.read(p) for n in LEDGERS if self.files.has(p := f"{SHARED}/{n}")}
        door |= {f"{folder}/{name}": text.encode() for name, text in source.items()}
        pictures = self.manuscript.pictures
        door |= {f"{folder}/figures/{name}": data for name, data in pictures.items()}
        if sources:
            door[f"{folder}/sources.yaml"] = self.ledger_text([*sources.values()])
        return cite_by_key(door, self.institute, self.slug)

    def ledger_text(self, sources: Sequence[Source]) -> bytes:
        return with_sources(HEAD.format("../"), sources).encode()

    def bibliography(self) -> dict[str, Source]:
        """Read what was given beside the copy; an entry that cannot be read is an error."""
        answer: dict[str, Source] = {}
        for name, content in self.copy.bibliography:
            kind = kind_of(name, content)
            if kind is None:
                message = f"Nothing tells what kind of bibliography “{name}” is."
                raise ReportkitError(
                    _error("unknown-kind", message, name, "Call it .bib, .ris, .json or .yaml.")
                )
            plain = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            findings = Findings()
            found = read_entries(Text(name, plain), kind, findings)
            if errors := [d for d in findings if d.severity is Severity.ERROR]:
                raise ReportkitError(*errors)
            answer |= {key: source for key, source in found.items() if key not in answer}
        return answer

    def proof(
        self,
        cited: Citing,
        entries: Counter[str],
        front: Front,
        md: Markdown,
        asides: Sequence[Aside],
        typed: Sequence[str],
    ) -> Proof:
        """Hold the words of the copy against those of the source as it is read back."""
        text = text_words(cited.briefing) - Counter(
            word for text in md.invented for word in words_of(text)
        )
        citations = Counter(word for one in typed for word in words_of(one))
        aside = Counter(word for one in asides for word in words_of(one.text))
        copy = self.manuscript.counted
        heaps = (text, front.kept, entries, citations, aside)
        gone = lost(copy, *heaps)
        whole = Counter(copy)
        in_text, in_front, in_ledger, cited_words, set_aside = (
            sum((heap & whole).values()) for heap in heaps
        )
        return Proof(len(copy), in_text, in_front, in_ledger, cited_words, set_aside, gone)

    def runs(self) -> Sequence[Run]:
        notes = [block for blocks in self.manuscript.notes.values() for block in blocks]
        return [run for block in (*self.manuscript.blocks, *notes) for run in block.every_run]

    def finished(
        self,
        cited: Citing,
        proof: Proof,
        doubts: list[Doubt],
        asides: list[Aside],
        listed: Mapping[str, Source],
    ) -> Imported:
        if proof.lost:
            words = ", ".join(f"“{word}”" for word in proof.lost[:12])
            more = f" and {len(proof.lost) - 12} more" if len(proof.lost) > 12 else ""
            message = f"{len(proof.lost)} words would be lost: {words}{more}; nothing was written."
            hint = "Please report this defect, with the copy that shows it."
            raise ReportkitError(_error("lost-words", message, self.copy.name, hint))
        errors = [d for d in cited.briefing.diagnostics if d.severity is Severity.ERROR]
        if errors:
            raise ReportkitError(*errors)
        folder = f"content/{self.slug}/"
        files = {p.removeprefix(folder): d for p, d in cited.files.items() if p.startswith(folder)}
        ordered = tuple(
            sorted(
                dict.fromkeys(doubts),
                key=lambda d: (-d.weight, d.path or "", d.line or 0, d.place or 0),
            )
        )
        report = import_report(
            self.copy.name, self.manuscript.unit, proof, ordered, cited.keyed, asides
        )
        return Imported(
            self.slug,
            files,
            proof,
            ordered,
            tuple(cited.keyed),
            tuple(asides),
            cited.briefing,
            report,
            self.manuscript.unit,
            listed,
        )
