"""Two roads to a server: into an application in this process, and over HTTP to an address."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from types import TracebackType
from urllib.parse import urlsplit

from flask import Flask

SECONDS = 60


class InProcess:
    """Into the application itself, without a socket."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client(use_cookies=False)

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        answer = self._client.open(path, method=method, headers=dict(headers), data=body)
        said = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status_code, said, answer.get_data()


class OverHttp:
    """To `http://host:port` or `https://...`, on one connection that is kept open."""

    def __init__(self, address: str, seconds: int = SECONDS) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{address!r} is no address of a server")
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(parts.hostname, parts.port, timeout=seconds)

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        try:
            self._connection.request(method, path, body=body, headers=dict(headers))
            answer = self._connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()  # opens again by itself at the next request
            raise ConnectionError(str(error)) from error

    def __enter__(self) -> OverHttp:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
