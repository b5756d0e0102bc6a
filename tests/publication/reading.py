"""Reading all that strangers can get hold of: every page, file and header, and the inside of a PDF."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

import pikepdf
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_LEADS_TO = re.compile(r"""(?:href|src|action|srcset|content)=["']([^"'<>]+)["']""")
_ADDRESS = re.compile(r"/public/[A-Za-z0-9_./?=&%-]*")
ROOTS = ("/public", "/public/sitemap.txt", "/robots.txt", "/")
MOST = 6000


def everything(client: FlaskClient) -> dict[str, TestResponse]:
    """Address -> answer, from the roots on wherever a page leads."""
    waiting = list(ROOTS)
    found: dict[str, TestResponse] = {}
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        assert len(found) < MOST, "the portal has no end"
        answer = client.get(address)
        found[address] = answer
        waiting += [next_one for next_one in _leads(address, answer) if next_one not in found]
    return found


def _leads(address: str, answer: TestResponse) -> Iterator[str]:
    kind = answer.content_type or ""
    if answer.location:
        yield from _own(address, [answer.location])
    if kind.startswith("text/html"):
        yield from _own(address, map(html.unescape, _LEADS_TO.findall(answer.text)))
    elif "text" in kind or "json" in kind:
        yield from _own(address, _ADDRESS.findall(answer.text))


def _own(address: str, targets: Iterable[str]) -> Iterator[str]:
    for target in targets:
        parts = urlsplit(urljoin(f"http://localhost{address}", target))
        is_public = parts.path.startswith(("/public", "/style-"))
        if parts.netloc in ("localhost", "") and is_public:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def said(answer: TestResponse) -> str:
    """Status, headers and body, as text without any white space, plain and unescaped."""
    head = f"{answer.status}{answer.headers}"
    body = pdf_text(answer.data) if answer.data[:5] == b"%PDF-" else answer.data.decode("latin-1")
    if answer.data[:5] != b"%PDF-":
        body += answer.data.decode("utf-8", "replace")
    whole = head + body
    return _bare(whole + html.unescape(whole) + unquote(whole))


def pdf_text(content: bytes) -> str:
    """Everything in the file that could hold words: text, names, metadata, attachments, pictures."""
    pieces = [content.decode("latin-1")]
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", "-raw", "-", "-"]
        answer = subprocess.run(command, input=content, capture_output=True, check=True)
        pieces.append(answer.stdout.decode())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            pieces += _strings(item)
        for name, attached in pdf.attachments.items():
            pieces += [name, attached.get_file().read_bytes().decode("utf-8", "replace")]
    return "\n".join(pieces)


def _strings(item: object) -> list[str]:
    found: list[str] = []
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            is_picture = one.get("/Subtype") == "/Image"
            data = one.read_raw_bytes() if is_picture else one.read_bytes()
            found += [data.decode("utf-8", "replace"), data.decode("latin-1")]
        if isinstance(one, pikepdf.String):
            found.append(str(one))
        elif isinstance(one, pikepdf.Name):
            found.append(str(one))
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [value for value in one.values() if not _is_indirect(value)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if not _is_indirect(value)]
    return found


def _is_indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def pictures_of(content: bytes) -> list[bytes]:
    """The photographs inside a PDF, as they lie there."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            item.read_raw_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Filter") == "/DCTDecode"
        ]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)
