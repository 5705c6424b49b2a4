"""The private name of WeasyPrint on which tagging rests."""

from __future__ import annotations

import inspect

from reportkit.write import tags
from reportkit.write.press import load_weasyprint
from reportkit.write.surroundings import prepare_environment

prepare_environment()
weasyprint = load_weasyprint()


def test_weasyprint_still_calls_what_we_replace() -> None:
    assert weasyprint.__version__.startswith("70.")
    theirs = list(inspect.signature(weasyprint.pdf.add_tags).parameters)
    assert theirs == list(inspect.signature(tags.add_tags).parameters)
    source = inspect.getsource(weasyprint.pdf.generate_pdf)
    assert "add_tags(pdf, document, options['pdf_version'], page_streams)" in source
    assert "self._tags[box] = {'tag': tag, 'mcid': mcid}" in inspect.getsource(
        weasyprint.pdf.Stream.marked
    )


def test_tagging_is_theirs_again_afterwards() -> None:
    before = weasyprint.pdf.add_tags
    with tags.tagged_by_element():
        assert weasyprint.pdf.add_tags is tags.add_tags
    assert weasyprint.pdf.add_tags is before
