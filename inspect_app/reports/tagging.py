"""Cures of the tags that WeasyPrint 70 writes.

They reach into private parts of the library, so they are applied to the one version they were held
against: a new version is a task for a person, with the tests beside it.

1. Running heads and feet are painted as page artifacts. As the library writes them they are text
   that hangs nowhere in the tree, and a screen reader meets it in the middle of a sentence.
2. An element with a language of its own keeps it, so that an English citation inside a Kazakh page
   is read with an English voice.
3. A link is announced by its words and not by the name of its anchor.

What the finished file shows by itself is cured there: see `finishing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
import weasyprint
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

CURED_VERSION = "70.0"


def apply_cures() -> None:
    """Changes the library in this process; meant for the worker, once."""
    if weasyprint.__version__ != CURED_VERSION:
        raise RuntimeError(
            f"the tagging cures were held against WeasyPrint {CURED_VERSION}, "
            f"not {weasyprint.__version__}"
        )
    _mark_margins_as_artifacts()
    _build_a_better_tree()


def _mark_margins_as_artifacts() -> None:
    original = draw.draw_stacking_context

    def draw_stacking_context(stream: Any, context: Any) -> None:
        if not isinstance(context.box, boxes.MarginBox) or stream._tags is None:
            original(stream, context)
            return
        kept, stream._tags = stream._tags, None
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        try:
            original(stream, context)
        finally:
            stream.end_marked_content()
            stream._tags = kept

    draw.draw_stacking_context = draw_stacking_context


def _build_a_better_tree() -> None:
    original = tags._build_box_tree

    def build_box_tree(box: Any, *rest: Any) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox):
            return
        html = getattr(box, "element", None)
        language = None if html is None else html.attrib.get("lang")
        is_root = html is not None and html.tag in ("html", "body")  # yields others' elements
        link = getattr(box, "link_annotation", None)
        if link and html is not None:
            link["Contents"] = pydyf.String(" ".join("".join(html.itertext()).split()))
        for element in original(box, *rest):
            if language and not is_root:
                element["Lang"] = pydyf.String(language)
            yield element

    tags._build_box_tree = build_box_tree
