"""What a printed file must be, read back from the file itself.

This is a guard for the rules that such files have been seen to break, and no claim of conformance:
that is for a validator such as veraPDF.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator

import pikepdf

from inspect_app.reports.fonts import PRINTED_FAMILIES

_PAINTS = frozenset(
    {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"}
)
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_IDENTIFICATION = (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"))
_DEMANDED = {
    ("/Lang", ""): "no language",
    ("/MarkInfo", "/Marked"): "not marked as tagged",
    ("/ViewerPreferences", "/DisplayDocTitle"): "the title is not shown",
    ("/OutputIntents", ""): "no output intent",
    ("/Outlines", ""): "no bookmarks",
}
_HEADING = re.compile(r"/H([1-6])")


def faults(content: bytes) -> tuple[str, ...]:
    """Everything that is wrong with the file, each fault once; empty when all is well."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [
            *_identification_faults(pdf),
            *_attachment_faults(pdf),
            *_object_faults(pdf),
            *_tree_faults(pdf),
            *(
                fault
                for number, page in enumerate(pdf.pages, 1)
                for fault in _page_faults(number, page)
            ),
        ]
    return tuple(dict.fromkeys(found))


def _identification_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    xmp = root.Metadata.read_bytes() if "/Metadata" in root else b""
    for name, value in _IDENTIFICATION:
        if not re.search(f'{name}(="|>){value}["<]'.encode(), xmp):
            yield f"the metadata do not say {name} {value}"
    for (key, inner), fault in _DEMANDED.items():
        found = root.get(key)
        if found is None or (inner and not found.get(inner)):
            yield fault
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "no title"
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in root:
            yield f"active content {key}"


def _attachment_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    listed = list(pdf.Root.get("/AF", []))
    if len(listed) != 1 or len(pdf.attachments) != 1:
        yield f"{len(listed)} associated files and {len(pdf.attachments)} attachments, not one"
        return
    if listed[0].get("/AFRelationship") != "/Data":
        yield "the attachment is not called data"
    stream = listed[0].EF.F
    if stream.get("/Subtype") != "/application/json":
        yield "the attachment is not called JSON"
    check_sum = hashlib.md5(stream.read_bytes(), usedforsecurity=False).digest()
    if bytes(stream.Params.CheckSum) != check_sum:
        yield "the attachment's check sum is wrong"


def _object_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            if item.get("/Interpolate", False):
                yield "an image is interpolated"
        elif isinstance(item, pikepdf.Dictionary):
            yield from _dictionary_faults(item)


def _dictionary_faults(item: pikepdf.Dictionary) -> Iterator[str]:
    kind = item.get("/Type")
    if kind == "/FontDescriptor":
        name = str(item.get("/FontName", "")).lstrip("/").partition("+")[2]
        if not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"font {name} is not embedded"
        if not name.startswith(PRINTED_FAMILIES):
            yield f"foreign font {name}"
    elif kind == "/Font" and item.get("/Subtype") == "/Type0" and "/ToUnicode" not in item:
        yield "a font does not say which characters it shows"
    elif kind == "/Annot":
        if item.get("/Subtype") != "/Link" or "/Dest" not in item:
            yield "an annotation that is no link inside the report"
        elif not str(item.get("/Contents", "")).strip():
            yield "a link without words"


def _tree_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "no tags"
        return
    reached: set[tuple[int, int]] = set()
    level = 0
    for element in _elements(tree.K):
        reached.add(element.objgen)
        yield from _element_faults(element)
        if heading := _HEADING.fullmatch(str(element.S)):
            if int(heading[1]) > level + 1:
                yield f"a heading of level {heading[1]} follows one of level {level}"
            level = int(heading[1])
    for target in _marked_content_targets(tree.ParentTree):
        if target.objgen not in reached:
            yield "text whose tag hangs nowhere"


def _elements(kids: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element below, in reading order; without recursion, as trees are deep."""
    waiting = [kids]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(reversed(list(item)))
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
            if "/K" in item:
                waiting.append(item.K)


def _element_faults(element: pikepdf.Dictionary) -> Iterator[str]:
    kind = element.S
    if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
        yield "a figure without words"
    if kind == "/TH" and "/Scope" not in element.get("/A", {}):
        yield "a header cell that does not say what it heads"
    if kind == "/TR" and element.P.get("/S") not in ("/Table", "/THead", "/TBody", "/TFoot"):
        yield "a table row outside a table"
    if kind == "/LI" and element.P.get("/S") != "/L":
        yield "a list item outside a list"


def _marked_content_targets(parent_tree: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for entry in list(parent_tree.Nums)[1::2]:
        yield from list(entry) if isinstance(entry, pikepdf.Array) else [entry]


def _page_faults(number: int, page: pikepdf.Page) -> Iterator[str]:
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        depth += (name in ("BDC", "BMC")) - (name == "EMC")
        if name in _PAINTS and depth == 0:
            yield f"page {number}: painted outside any mark ({name})"
        if name in _SHOWS_TEXT and any(_shows_nothing(operand) for operand in operands):
            yield f"page {number}: a character that the fonts do not have"


def _shows_nothing(operand: pikepdf.Object) -> bool:
    """Whether glyph 0, the empty box, is among the two-byte glyph numbers of a shown string."""
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    for text in strings:
        if isinstance(text, pikepdf.String):
            glyphs = bytes(text)
            if any(glyphs[i : i + 2] == b"\0\0" for i in range(0, len(glyphs), 2)):
                return True
    return False
