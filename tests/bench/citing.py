"""Start V8 and citeproc-js, cite each source once, and do nothing else.

    python citing.py BIBLIOGRAPHY.json

No page can be had sooner with this engine: the floor of `make bench`.
"""

import json
import os
import sys
from pathlib import Path

from py_mini_racer import MiniRacer

ROOT = Path(__file__).resolve().parents[2]


def main(bibliography: Path) -> None:
    items = json.loads(bibliography.read_text())
    citations = [
        {"narrative": False, "items": [{"id": item["id"], "position": 0}]} for item in items
    ]
    style = (ROOT / "templates/eai/citation.csl").read_text()
    locale = (ROOT / "reportkit/resolve/locales/en-US.xml").read_text()
    engine = MiniRacer()
    engine.eval("var module = {};")
    engine.eval((ROOT / "reportkit/vendor/citeproc.js").read_text())
    engine.eval((ROOT / "reportkit/resolve/bridge.js").read_text())
    engine.call("reportkit.supply", {"en-US": locale})
    rendered = engine.call("reportkit.render", "0", style, "en-US", items, citations)
    if len(rendered["citations"]) != len(items):
        sys.exit("not every source was cited")
    os._exit(0)  # without an end of V8 in good order, which takes its time, too


if __name__ == "__main__":
    main(Path(sys.argv[1]))
