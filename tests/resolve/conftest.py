"""The engine as it is shipped, the house's style and theme, and the paper's own citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from reportkit.files import Disk, packaged
from reportkit.model import Theme
from reportkit.resolve.engine import CitationEngine
from tests.resolve.sample import CITEPROC, ROOT, own_locales


@pytest.fixture(scope="session")
def engine() -> Iterator[CitationEngine]:
    with CitationEngine(CITEPROC, own_locales()) as engine:
        yield engine


@pytest.fixture(scope="session")
def style() -> str:
    return packaged("templates").read("eai/citation.csl").decode()


@pytest.fixture(scope="session")
def theme() -> Theme:
    settings = yaml.safe_load(packaged("templates").read("eai/theme.yaml"))
    return Theme("eai", tuple(settings["numbering"]), settings["terms"], (), settings, {})


@pytest.fixture(scope="session")
def cases() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Disk(ROOT / "tests").read("cases/citations.yaml"))
    return loaded
