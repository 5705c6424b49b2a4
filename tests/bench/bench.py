"""Time reportkit against pandoc and a naive script, as whole processes on the same words.

    python tests/bench/bench.py [RUNS]

Each pair runs in turn, A B A B …, after one run of each that is not timed, in which the
memory of the largest process is watched; a row gives the medians, their ratio, the ratio
that is promised, and that memory. A fresh output folder is used for every run.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLE = ROOT / "content" / "4ir-police-state"
BIN = Path(sys.executable).parent

Command = Callable[[Path], list[str]]


@dataclass(frozen=True)
class Pair:
    name: str
    ours: Command
    theirs: Command
    promised: float


def plain(text: str) -> str:
    """Leave out what only reportkit draws: charts, tables from files, cross-references."""
    text = re.sub(r"```(vega-lite|table)\n.*?\n```\n", "", text, flags=re.DOTALL)
    return re.sub(r"(\W)@((?:sec|fig|tbl)-[\w-]+)", r"\1\2", text)


def write_paper(project: Path, slug: str, length: int) -> None:
    folder = project / "content" / slug
    folder.mkdir(parents=True)
    for name in ("briefing.yaml", "sources.yaml"):
        shutil.copy(SAMPLE / name, folder)
    for part in range(length):
        for path in sorted(SAMPLE.glob("*.md")):
            text = plain(path.read_text())
            if part:
                text = re.sub(r"\{#([\w-]+)\}", rf"{{#\1-{part}}}", text)
                text = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{part}]", text)
                # A chapter of its own: what were sections are its subsections.
                text = re.sub(r"^(#+ )", r"#\1", text, flags=re.MULTILINE)
                if not text.startswith("#"):
                    text = f"# Part {part} {{#sec-part-{part}}}\n\n{text}"
            folder.joinpath(f"{part:03}-{path.name}").write_text(text)


def write_project(project: Path, papers: int, length: int) -> None:
    (project / "content").mkdir(parents=True)
    shutil.copy(ROOT / "content" / "institute.yaml", project / "content")
    for number in range(papers):
        write_paper(project, f"paper-{number:02}", length)


def reportkit(project: Path, *options: str) -> Command:
    base = [str(BIN / "reportkit"), "build", "-q", "--project", str(project), *options]
    return lambda out: [*base, "-o", str(out)]


def naive(project: Path, processes: int = 1) -> Command:
    script = f"{sys.executable} {HERE / 'naive.py'} {{}} OUT/{{/}}.pdf"
    find = f"ls -d {project}/content/paper-*"
    each = script.replace("{/}", '"$(basename {})"')
    line = f"{find} | xargs -P {processes} -I {{}} sh -c '{each}'"
    return lambda out: ["sh", "-c", line.replace("OUT", str(out))]


def pandoc(project: Path) -> Command:
    import pypandoc

    folder = project / "content" / "paper-00"
    texts = [str(path) for path in sorted(folder.glob("*.md"))]
    bibliography = ["--bibliography", str(project / "bibliography.json")]
    options = ["--citeproc", "--standalone", "--toc", "--number-sections", "-M", "title=paper"]
    program = pypandoc.get_pandoc_path()
    return lambda out: [program, *options, *bibliography, "-o", str(out / "out.html"), *texts]


def write_bibliography(project: Path) -> None:
    sys.path.insert(0, str(ROOT))
    import json

    from reportkit.files import Disk
    from reportkit.read.briefing import read_briefing
    from reportkit.read.institute import read_institute

    files = Disk(project)
    institute, _ = read_institute(files)
    assert institute is not None
    briefing = read_briefing(files, institute, "paper-00")
    if briefing.has_errors:
        sys.exit("\n".join(map(str, briefing.diagnostics)))
    items = [dict(source.csl) for source in briefing.sources.values()]
    (project / "bibliography.json").write_text(json.dumps(items))


def measure(command: Command, watch: Callable[[int], None] = lambda pid: None) -> float:
    """Give the seconds that a command takes from its start to its end."""
    with tempfile.TemporaryDirectory() as name:
        began = time.perf_counter()
        process = subprocess.Popen(command(Path(name)), stdout=subprocess.DEVNULL)
        watch(process.pid)
        status = process.wait()
        seconds = time.perf_counter() - began
    if status:
        sys.exit(f"failed: {' '.join(command(Path('OUT')))}")
    return seconds


def peak(command: Command) -> float:
    """Give the MiB that the largest of a command's processes holds at its height."""
    heights = [0]

    def watch(pid: int) -> None:
        while family := _family(pid):
            heights.extend(map(_height, family))
            time.sleep(0.01)

    measure(command, watch)
    return max(heights) / 1024


def _family(pid: int) -> list[int]:
    """Give a process that runs, and all that come of it."""
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return []
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _height(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def compare(pair: Pair, runs: int) -> str:
    memory = f"{peak(pair.ours):.0f} / {peak(pair.theirs):.0f}"
    taken = [(measure(pair.ours), measure(pair.theirs)) for _ in range(runs)]
    ours = statistics.median(a for a, _ in taken)
    theirs = statistics.median(b for _, b in taken)
    ratio = statistics.median(a / b for a, b in taken)
    verdict = "" if ratio <= pair.promised else "  **missed**"
    return (
        f"| {pair.name} | {ours:.2f} | {theirs:.2f} | {ratio:.2f} | "
        f"≤ {pair.promised:.1f}{verdict} | {memory} |"
    )


def pairs(folder: Path) -> Iterator[Pair]:
    for name, papers, length in (("one", 1, 1), ("ten", 1, 10), ("fifty", 50, 1)):
        write_project(folder / name, papers, length)
    one, ten, fifty = folder / "one", folder / "ten", folder / "fifty"
    for project in (one, ten):
        write_bibliography(project)
    html = ("--to", "html")
    yield Pair("one paper, HTML; pandoc", reportkit(one, *html), pandoc(one), 1.3)
    yield Pair("one paper, HTML + PDF + proof; naive PDF", reportkit(one), naive(one), 1.0)
    yield Pair("ten times as long, HTML; pandoc", reportkit(ten, *html), pandoc(ten), 1.3)
    yield Pair("ten times as long, HTML + PDF + proof; naive PDF", reportkit(ten), naive(ten), 1.0)
    both = reportkit(fifty, "-j", "2")
    yield Pair("fifty papers, HTML + PDF + proof; naive PDF, each on two processes",
               both, naive(fifty, 2), 0.5)  # fmt: skip


def check_of_the_sample(runs: int) -> str:
    """Say how long `reportkit check` takes on the sample, and how much of it is its start."""
    sample = [str(BIN / "reportkit"), "check", "-q", "--project", str(ROOT)]
    start = [str(BIN / "reportkit"), "rules"]
    taken = [(measure(lambda _: sample), measure(lambda _: start)) for _ in range(runs + 1)][1:]
    whole = statistics.median(a for a, _ in taken)
    after = statistics.median(a - b for a, b in taken)
    return (
        f"A check of the sample takes {whole:.2f} s, {after:.2f} s of it after start-up "
        "(promised: well under a second)."
    )


def floor_of_a_page(project: Path, runs: int) -> str:
    """Say how long the citation engine takes alone, beside all that pandoc does."""
    script = [sys.executable, str(HERE / "citing.py"), str(project / "bibliography.json")]
    peer = pandoc(project)
    taken = [(measure(lambda _: script), measure(peer)) for _ in range(runs + 1)][1:]
    alone = statistics.median(a for a, _ in taken)
    ratio = statistics.median(a / b for a, b in taken)
    return (
        f"The citation engine alone, from the start of Python to seven sources cited, takes "
        f"{alone:.2f} s: {ratio:.2f} of what pandoc takes for the whole page."
    )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(
        "| what; against what | reportkit s | peer s | ratio | promised | peak MiB, ours / peer |"
    )
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        for pair in pairs(Path(name)):
            print(compare(pair, min(runs, 3) if "fifty" in pair.name else runs), flush=True)
        print(f"\n{floor_of_a_page(Path(name) / 'one', runs)}")
    print(f"\n{check_of_the_sample(runs)}")


if __name__ == "__main__":
    main()
