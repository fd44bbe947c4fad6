"""Metadata of a PDF as an XMP packet, with the standards that the file meets."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.builders.pdf.claims import Claims
    from reportgen.document import Metadata

ACCESSIBLE = "http://www.aiim.org/pdfua/ns/id/"
ARCHIVAL = "http://www.aiim.org/pdfa/ns/"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": ACCESSIBLE,
    "pdfaid": f"{ARCHIVAL}id/",
    "pdfaExtension": f"{ARCHIVAL}extension/",
    "pdfaSchema": f"{ARCHIVAL}schema#",
    "pdfaProperty": f"{ARCHIVAL}property#",
}
PROGRAM = "reportgen"

# PDF/A wants every property described that its standard does not know; pdfuaid:part is such a one.
EXTENSION = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{ACCESSIBLE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


def packet(metadata: Metadata, claims: Claims) -> bytes:
    """Return the XMP packet: title, author, subject, language, date and claims."""
    namespaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{namespaces}>\n'
        + "\n".join((*_described(metadata), *_claimed(claims)))
        + '\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _described(metadata: Metadata) -> tuple[str, ...]:
    moment = f"{metadata.date.isoformat()}T00:00:00Z"
    keywords = "".join(f"<rdf:li>{escape(word, quote=False)}</rdf:li>" for word in metadata.keywords)
    lines = (
        _alternatives("dc:title", metadata.title),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author, quote=False)}</rdf:li></rdf:Seq></dc:creator>",
        _alternatives("dc:description", metadata.subject),
        f"<dc:subject><rdf:Bag>{keywords}</rdf:Bag></dc:subject>" if keywords else "",
        f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.language, quote=False)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>",
        f"<pdf:Keywords>{escape(', '.join(metadata.keywords), quote=False)}</pdf:Keywords>" if keywords else "",
    )
    return tuple(line for line in lines if line)


def _alternatives(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text, quote=False)}</rdf:li></rdf:Alt></{name}>'


def _claimed(claims: Claims) -> tuple[str, ...]:
    accessible = ("<pdfuaid:part>1</pdfuaid:part>", EXTENSION) if claims.is_accessible else ()
    archival = ("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",)
    return (*accessible, *(archival if claims.is_archival else ()))
