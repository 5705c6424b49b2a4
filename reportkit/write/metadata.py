"""What a page says of itself to catalogues: a briefing in, its `<meta>` names and JSON-LD out.

Every date is the briefing's own; nothing comes from the clock. The PDF stands in
the directory of the page, since Google Scholar passes over it elsewhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from markupsafe import Markup

from reportkit.history import Standing
from reportkit.imprint import Imprint
from reportkit.model import Briefing, Institute, Person

__all__ = ["Metadata", "metadata"]

LOCALES = {"en": "en_US", "ko": "ko_KR"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's address, its `<meta name>` and `<meta property>` pairs, and its JSON-LD."""

    canonical: str
    names: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    report: Markup


def metadata(
    briefing: Briefing,
    institute: Institute,
    picture: str | None = None,
    standing: Standing | None = None,
) -> Metadata:
    """Describe a briefing; `picture` is the path of one of its own, for a link's preview.

    An edition's page has an address of its own, unless it stands at that of the latest,
    which all editions call the canonical one.
    """
    canonical = page = f"{institute.base_url.rstrip('/')}/{briefing.key}/"
    if standing and briefing.imprint:
        canonical = standing.latest.latest
        page = briefing.imprint.address if standing.root else canonical
    paper = f"{page}{briefing.key}.pdf"
    return Metadata(
        canonical=canonical,
        names=(
            ("author", ", ".join(author.name for author in briefing.authors)),
            ("description", briefing.abstract),
            ("keywords", ", ".join(briefing.keywords)),
            *_scholar(briefing, institute, page, paper),
            *_dublin_core(briefing, institute, page),
        ),
        properties=_open_graph(briefing, institute, page, picture),
        report=_json_ld(_report(briefing, institute, page, paper)),
    )


def _scholar(
    briefing: Briefing, institute: Institute, page: str, paper: str
) -> tuple[tuple[str, str], ...]:
    """Give Google Scholar's tags (its inclusion guidelines, “Indexing”), authors one by one."""
    return _present(
        ("citation_title", briefing.title),
        *(("citation_author", author.listed) for author in briefing.authors),
        ("citation_publication_date", briefing.date.strftime("%Y/%m/%d")),
        ("citation_technical_report_institution", institute.name),
        ("citation_technical_report_number", briefing.number),
        ("citation_doi", briefing.doi),
        ("citation_language", briefing.language),
        *(("citation_keywords", word) for word in briefing.keywords),
        ("citation_abstract", briefing.abstract),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", paper),
    )


def _dublin_core(
    briefing: Briefing, institute: Institute, page: str
) -> tuple[tuple[str, str], ...]:
    subjects = (briefing.topic, *briefing.keywords)
    return _present(
        ("DC.title", briefing.title),
        *(("DC.creator", author.listed) for author in briefing.authors),
        ("DC.date", briefing.date.isoformat()),
        ("DC.publisher", institute.name),
        ("DC.type", briefing.series.type),
        ("DC.format", "text/html"),
        ("DC.language", briefing.language),
        *(("DC.subject", subject) for subject in subjects),
        ("DC.description", briefing.abstract),
        ("DC.identifier", f"https://doi.org/{briefing.doi}" if briefing.doi else page),
        ("DC.rights", briefing.license or institute.copyright),
    )


def _open_graph(
    briefing: Briefing, institute: Institute, page: str, picture: str | None
) -> tuple[tuple[str, str], ...]:
    imprint = briefing.imprint
    return _present(
        ("og:type", "article"),
        ("og:title", briefing.title),
        ("og:description", briefing.abstract),
        ("og:url", page),
        ("og:site_name", institute.name),
        ("og:locale", LOCALES.get(briefing.language.partition("-")[0])),
        ("og:image", f"{page}{picture}" if picture else None),
        ("article:published_time", briefing.date.isoformat()),
        ("article:modified_time", imprint.modified.isoformat() if imprint else None),
        ("article:section", briefing.topic),
        *(("article:tag", word) for word in briefing.keywords),
    )


def _report(briefing: Briefing, institute: Institute, page: str, paper: str) -> dict[str, object]:
    """Give the briefing as schema.org's `Report`."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": page,
            "url": page,
            "name": briefing.title,
            "headline": briefing.short_title,
            "alternativeHeadline": briefing.subtitle,
            "abstract": briefing.abstract,
            "datePublished": briefing.date.isoformat(),
            **_versions(briefing.imprint),
            "inLanguage": briefing.language,
            "reportNumber": briefing.number,
            "identifier": f"https://doi.org/{briefing.doi}" if briefing.doi else None,
            "about": briefing.topic,
            "keywords": list(briefing.keywords),
            "license": briefing.license,
            "author": [_person(author) for author in briefing.authors],
            "publisher": _organization(institute),
            "isPartOf": {"@type": "CreativeWorkSeries", "name": briefing.series.tag},
            "genre": briefing.series.type,
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": paper,
                "encodingFormat": "application/pdf",
            },
        }
    )


def _versions(imprint: Imprint | None) -> dict[str, object]:
    """Give what schema.org says of an edition: `version`, `dateModified`, `correction`."""
    if imprint is None:
        return {}
    return {
        "version": imprint.number,
        "dateModified": imprint.modified.isoformat(),
        "dateCreated": imprint.first.isoformat(),
        "creativeWorkStatus": "Withdrawn" if imprint.reason else None,
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": notice.date.isoformat(),
                "text": f"{notice.wrong} {notice.right}",
            }
            for notice in imprint.notices
        ],
    }


def _person(person: Person) -> dict[str, object]:
    number = (person.orcid or "").removeprefix("https://orcid.org/")
    place = {"@type": "Organization", "name": person.affiliation}
    return _known(
        {
            "@type": "Person",
            "name": person.name,
            "givenName": person.given,
            "familyName": person.family,
            "alternateName": person.native,
            "jobTitle": person.role,
            "affiliation": place if person.affiliation else None,
            "sameAs": f"https://orcid.org/{number}" if number else None,
        }
    )


def _organization(institute: Institute) -> dict[str, object]:
    return _known(
        {
            "@type": "Organization",
            "name": institute.name,
            "alternateName": [n for n in (institute.short_name, institute.native_name) if n],
            "url": institute.url,
            "address": institute.address,
            "telephone": institute.telephone,
            "faxNumber": institute.fax,
            "email": institute.email,
        }
    )


def _known(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _present(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _json_ld(fields: dict[str, object]) -> Markup:
    """Write JSON that cannot end the `<script>` it stands in, whatever it says."""
    text = json.dumps(fields, ensure_ascii=False, indent=1)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)
