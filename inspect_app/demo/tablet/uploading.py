"""Sending photographs: in pieces, resumed where they broke off, kept until the receipt."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from inspect_app.demo.tablet.memory import Memory
from inspect_app.demo.tablet.store import Photo
from inspect_app.demo.tablet.wire import Reply, Request, json_body

LARGEST_CHUNK = 512 * 1024
SMALLEST_CHUNK = 64 * 1024
_PATH = "/sync/v1/blobs"


class _Piece(NamedTuple):
    sha: str
    length: int


class Uploader:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.chunk = LARGEST_CHUNK
        self._put_off: set[str] = set()  # refused in this round

    def begin_round(self) -> None:
        self._put_off.clear()

    def waiting(self) -> list[str]:
        """Hashes of photographs without a receipt whose operation is recorded."""
        photos = self.memory.store.photo
        return [sha for sha, row in photos.items() if row.op is not None and row.receipt is None]

    def request(self) -> Request | None:
        if self.memory.chain.needs_enrolment or self.memory.chain.pending():
            return None  # photographs never delay operations
        sha = next((sha for sha in self.waiting() if sha not in self._put_off), None)
        if sha is None:
            return None
        photo = self.memory.store.photo[sha]
        if photo.address is None:
            return self._create(sha, photo)
        if photo.offset is None:
            return self._request("offset", "HEAD", photo.address, b"", {}, _Piece(sha, 0))
        return self._send_chunk(sha, photo, photo.address, photo.offset)

    def receive(self, request: Request, reply: Reply) -> bool:
        """Whether there is network and sense in going on."""
        self.memory.heed_status(reply)
        sha = request.about.sha
        photo = self.memory.store.photo[sha]
        said = self.memory.believed(request, reply) if reply.body else None
        if said is not None and said.get("sha") == sha and said.get("is_complete"):
            self._keep(sha, photo._replace(receipt=reply.body.decode("utf-8")))
            return True
        if request.door == "create" and said is not None and "location" in reply.headers:
            address = urlsplit(reply.headers["location"]).path
            self._keep(sha, photo._replace(address=address, offset=int(said["offset"])))
            return True
        if request.door != "create" and request.path != photo.address:
            return True  # of an upload that was given up since
        return self._heed(request, reply, sha, photo)

    def _heed(self, request: Request, reply: Reply, sha: str, photo: Photo) -> bool:
        offset = reply.headers.get("upload-offset", "")
        match reply.status:
            case 200 | 204 if offset.isdigit() and request.door != "create":
                self._keep(sha, photo._replace(offset=int(offset)))
                self.chunk = min(LARGEST_CHUNK, self.chunk * 2)
            case 409 | 460:
                self._keep(sha, photo._replace(offset=None))
            case 404 | 410 | 422:
                self._keep(sha, photo._replace(address=None, offset=None))
                if request.door != "chunk":
                    self._put_off.add(sha)
            case 413 if self.chunk > SMALLEST_CHUNK:
                self.chunk = max(SMALLEST_CHUNK, self.chunk // 2)
            case 400 | 401 | 403 | 413:
                self._put_off.add(sha)
            case _:
                self._keep(sha, photo._replace(offset=None))
                return False
        return True

    def _create(self, sha: str, photo: Photo) -> Request:
        nonce = self.memory.new_nonce()
        said = {
            "sha": sha, "size": photo.size, "insp": photo.insp, "mime": photo.mime, "nonce": nonce,
        }  # fmt: skip
        body, headers = json_body(said, zipped=False)
        return self._request("create", "POST", _PATH, body, headers, _Piece(sha, 0), nonce)

    def _send_chunk(self, sha: str, photo: Photo, address: str, offset: int) -> Request:
        chunk = self.memory.store.photo_bytes[sha][offset : offset + self.chunk]
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {b64encode(sha256(chunk).digest()).decode('ascii')}",
        }
        return self._request("chunk", "PATCH", address, chunk, headers, _Piece(sha, len(chunk)))

    def _request(
        self, door: str, method: str, path: str, body: bytes, headers: dict[str, str],
        about: _Piece, nonce: str = "",
    ) -> Request:  # fmt: skip
        nonce = nonce or self.memory.new_nonce()
        signed = self.memory.signed(method, path, body)
        said = {"Tus-Resumable": "1.0.0", "X-Nonce": nonce}
        return Request(door, method, path, body, headers | signed | said, nonce, about)

    def _keep(self, sha: str, photo: Photo) -> None:
        if self.memory.store.photo.get(sha) != photo:
            with self.memory.store.writing() as changes:
                changes.put(self.memory.store.photo, sha, photo)
