"""Promises of what a page says of itself to catalogues."""

import json
from dataclasses import replace

from reportkit.write.metadata import metadata
from tests.write.sample import INSTITUTE, briefing

PAGE = "https://www.example.org/briefings/tidal-ports/"
TITLE = "Two Calendars: Tidal Ports and the Price of Waiting"
ABSTRACT = 'Harbours keep two calendars, and <their> people pay for the "difference" & wait.'


def test_a_page_names_itself_to_scholars_and_libraries() -> None:
    assert metadata(briefing(), INSTITUTE).names == (
        ("author", "Ines Marlow, Dae-jung Oh"),
        ("description", ABSTRACT),
        ("keywords", "Tides, port labour, AI-driven pilots"),
        ("citation_title", TITLE),
        ("citation_author", "Marlow, Ines"),
        ("citation_author", "Oh, Dae-jung"),
        ("citation_publication_date", "2026/03/09"),
        ("citation_technical_report_institution", "East Asia Institute"),
        ("citation_technical_report_number", "2026-07"),
        ("citation_language", "en"),
        ("citation_keywords", "Tides"),
        ("citation_keywords", "port labour"),
        ("citation_keywords", "AI-driven pilots"),
        ("citation_abstract", ABSTRACT),
        ("citation_abstract_html_url", PAGE),
        ("citation_pdf_url", f"{PAGE}tidal-ports.pdf"),
        ("DC.title", TITLE),
        ("DC.creator", "Marlow, Ines"),
        ("DC.creator", "Oh, Dae-jung"),
        ("DC.date", "2026-03-09"),
        ("DC.publisher", "East Asia Institute"),
        ("DC.type", "Commentary"),
        ("DC.format", "text/html"),
        ("DC.language", "en"),
        ("DC.subject", "Labour and the Sea"),
        ("DC.subject", "Tides"),
        ("DC.subject", "port labour"),
        ("DC.subject", "AI-driven pilots"),
        ("DC.description", ABSTRACT),
        ("DC.identifier", PAGE),
        ("DC.rights", "CC BY 4.0"),
    )


def test_a_page_names_itself_to_those_who_share_it() -> None:
    found = metadata(briefing(), INSTITUTE, "figures/harbour.png")
    assert (found.canonical, found.properties) == (
        PAGE,
        (
            ("og:type", "article"),
            ("og:title", TITLE),
            ("og:description", ABSTRACT),
            ("og:url", PAGE),
            ("og:site_name", "East Asia Institute"),
            ("og:locale", "en_US"),
            ("og:image", f"{PAGE}figures/harbour.png"),
            ("article:published_time", "2026-03-09"),
            ("article:section", "Labour and the Sea"),
            ("article:tag", "Tides"),
            ("article:tag", "port labour"),
            ("article:tag", "AI-driven pilots"),
        ),
    )


def test_a_page_is_a_report_to_schema_org() -> None:
    made = replace(briefing(), doi="10.5555/12345678")
    assert json.loads(metadata(made, INSTITUTE).report) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": PAGE,
        "url": PAGE,
        "name": TITLE,
        "headline": "Two Calendars",
        "alternativeHeadline": "What the moon costs a working harbour",
        "abstract": ABSTRACT,
        "datePublished": "2026-03-09",
        "inLanguage": "en",
        "reportNumber": "2026-07",
        "identifier": "https://doi.org/10.5555/12345678",
        "about": "Labour and the Sea",
        "keywords": ["Tides", "port labour", "AI-driven pilots"],
        "license": "CC BY 4.0",
        "author": [
            {
                "@type": "Person",
                "name": "Ines Marlow",
                "givenName": "Ines",
                "familyName": "Marlow",
                "alternateName": "이네스 말로",
                "jobTitle": "Senior Fellow",
                "affiliation": {"@type": "Organization", "name": "Harbour Institute"},
                "sameAs": "https://orcid.org/0000-0002-1825-0097",
            },
            {
                "@type": "Person",
                "name": "Dae-jung Oh",
                "givenName": "Dae-jung",
                "familyName": "Oh",
                "affiliation": {"@type": "Organization", "name": "University of the Coast"},
            },
        ],
        "publisher": {
            "@type": "Organization",
            "name": "East Asia Institute",
            "alternateName": ["EAI", "동아시아연구원"],
            "url": "https://www.example.org/",
            "address": "1, Sajik-dong 7gil, Jongno-gu, Seoul 03028",
            "telephone": "82 2 2277 1683",
            "faxNumber": "82 2 2277 1684",
            "email": "post@example.org",
        },
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Global NK"},
        "genre": "Commentary",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{PAGE}tidal-ports.pdf",
            "encodingFormat": "application/pdf",
        },
    }


def test_no_title_can_end_the_script_that_holds_it() -> None:
    title = "</script><!-- &\u2028"
    report = metadata(replace(briefing(), title=title), INSTITUTE).report
    assert (set("<>&\u2028") & set(report), json.loads(report)["name"]) == (set(), title)


def test_what_a_briefing_does_not_say_is_not_said() -> None:
    bare = replace(briefing(), number=None, topic=None, keywords=(), license=None)
    found = dict(metadata(bare, INSTITUTE).names)
    assert "citation_technical_report_number" not in found
    assert "citation_keywords" not in found
    assert found["DC.rights"] == "© 2026 East Asia Institute"
