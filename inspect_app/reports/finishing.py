"""From the printer's file to the archived one: identification, table headers, stable bytes."""

from __future__ import annotations

import io

import pikepdf

_UA_IDENTIFICATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"


def finish(printed: bytes) -> bytes:
    """The same pages as PDF/A-3a and PDF/UA-1 at once, repacked so that equal data give equal bytes.

    The repacking also splits the printer's single huge object stream, which makes checking a
    signature on the file many times faster.
    """
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        _identify_as_accessible(pdf)
        _say_what_headers_head(pdf)
        _list_each_attachment_once(pdf)
        written = io.BytesIO()
        pdf.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            linearize=False,
        )
    return written.getvalue()


def _identify_as_accessible(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    before = metadata.read_bytes()
    if before.count(_END) != 1:
        raise ValueError("the printed file's metadata have another shape than expected")
    metadata.write(before.replace(_END, _UA_IDENTIFICATION + _END))


def _say_what_headers_head(pdf: pikepdf.Pdf) -> None:
    """Scope for each header cell; the numbers and the lists of them go, as they are not unique."""
    for element in pdf.objects:
        if not isinstance(element, pikepdf.Dictionary) or element.get("/Type") != "/StructElem":
            continue
        if element.get("/S") == "/TH":
            is_head = _group_of(element) == "/THead"
            element.A["/Scope"] = pikepdf.Name.Column if is_head else pikepdf.Name.Row
            if "/ID" in element:
                del element["/ID"]
        elif element.get("/S") == "/TD" and "/Headers" in element.get("/A", {}):
            del element.A["/Headers"]


def _group_of(cell: pikepdf.Dictionary) -> str:
    above = cell.P
    while above.get("/S") not in ("/THead", "/TBody", "/TFoot", "/Table", "/Document"):
        above = above.P
    return str(above.S)


def _list_each_attachment_once(pdf: pikepdf.Pdf) -> None:
    attached = {item.objgen: item for item in pdf.Root.AF}
    pdf.Root.AF = pikepdf.Array(list(attached.values()))
