"""The self-check finds what it is there to find: each fault is planted into a sound file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from inspect_app.problems import Language
from inspect_app.reports.self_check import faults

Damage = Callable[[pikepdf.Pdf], None]


def _elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind
    ]


def _no_alt(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "/Figure")[0].Alt


def _no_scope(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "/TH")[0].A.Scope


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _no_identification(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"pdfuaid:part>1", b"pdfuaid:part>0"))


def _blurred(pdf: pikepdf.Pdf) -> None:
    image = next(i for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i)
    image.Interpolate = True


def _foreign_font(pdf: pikepdf.Pdf) -> None:
    font = next(
        i
        for i in pdf.objects
        if isinstance(i, pikepdf.Dictionary) and i.get("/Type") == "/FontDescriptor"
    )
    font.FontName = pikepdf.Name("/ABCDEF+DejaVu-Sans")


def _second_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF.append(pdf.Root.AF[0])


def _changed_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.F.write(b"{}")


def _outside_mark(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"0 0 5 5 re f"), prepend=False)


def _empty_box(pdf: pikepdf.Pdf) -> None:
    shown = b"/Artifact BMC BT <00000003> Tj ET EMC"
    pdf.pages[0].contents_add(pikepdf.Stream(pdf, shown), prepend=False)


def _orphan(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K = pdf.Root.StructTreeRoot.K[0].K[:1]


def _jump(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "/H2")[0].S = pikepdf.Name("/H4")


def _wordless_link(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    page.Annots[0].Contents = pikepdf.String("")


def _way_out(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page.Annots[0].Dest


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_no_alt, "a figure without words"),
        (_no_scope, "a header cell that does not say what it heads"),
        (_no_language, "no language"),
        (_no_identification, "the metadata do not say pdfuaid:part 1"),
        (_blurred, "an image is interpolated"),
        (_foreign_font, "foreign font DejaVu-Sans"),
        (_second_attachment, "2 associated files and 1 attachments, not one"),
        (_changed_attachment, "the attachment's check sum is wrong"),
        (_outside_mark, "page 1: painted outside any mark (f)"),
        (_empty_box, "page 1: a character that the fonts do not have"),
        (_orphan, "text whose tag hangs nowhere"),
        (_jump, "a heading of level 4 follows one of level 1"),
        (_wordless_link, "a link without words"),
        (_way_out, "an annotation that is no link inside the report"),
        (_script, "active content /OpenAction"),
    ],
)
def test_a_planted_fault_is_found(
    printed: Callable[[Language], bytes], damage: Damage, told: str
) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("en"))) as pdf:
        damage(pdf)
        pdf.save(written)
    assert told in faults(written.getvalue())
