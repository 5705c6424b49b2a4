"""Vega-Lite in a process of its own: charts as JSON on standard input, SVGs as JSON out.

A specification can ask for a thousand million ticks: Vega then takes for ever,
or takes the process with it. Run as a file, not as a module, so that it loads
nothing but the converter; the caller sets the time zone and the time limit.
"""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys
from typing import Any

BYTES = 4 * 1024 * 1024 * 1024
"""How much memory Vega may write to."""

VERSION = "5.21"
"""The Vega-Lite that draws; another may set a tick elsewhere."""


def main() -> None:
    """Answer `{"fonts": folder, "charts": […]}` with `[{"svg": …} or {"error": …}]`."""
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    if sys.platform == "linux":  # end with the process that asks, however that ends
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    import vl_convert

    request = json.load(sys.stdin)
    vl_convert.register_font_directory(request["fonts"])
    json.dump([_drawn(vl_convert, chart) for chart in request["charts"]], sys.stdout)


def _drawn(converter: Any, chart: dict[str, Any]) -> dict[str, str]:  # noqa: ANN401
    try:
        svg = converter.vegalite_to_svg(
            json.dumps(chart["spec"]),
            vl_version=VERSION,
            config=chart["config"],
            allowed_base_urls=[],
            format_locale=chart["locale"],
            time_format_locale=chart["locale"],
        )
    except ValueError as error:
        return {"error": str(error)}
    return {"svg": svg}


if __name__ == "__main__":
    main()
