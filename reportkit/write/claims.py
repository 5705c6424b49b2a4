"""Say in a PDF's metadata which standards it follows: WeasyPrint's claim in, one more claim out."""

from __future__ import annotations

from reportkit.write.structure import Pdf, PdfObject

__all__ = ["claim_accessibility"]

ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A lets a file claim PDF/UA only with a description of the property that says so."""


def claim_accessibility(document: PdfObject, pdf: Pdf) -> None:
    """Claim PDF/UA-1 beside PDF/A-3a, as a finisher of `write_pdf`.

    The claim goes into the one `rdf:RDF` there is: validators ignore a second.
    """
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (packet,) = stream.stream
    stream.stream = [packet.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>", 1)]
