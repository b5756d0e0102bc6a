"""What a tablet believes: a text signed with the server's key, with the request's nonce in it.

Anything else, also with status 200, is "no network" to a tablet: a portal's page, a proxy's error, a
reply that was kept and sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, json

from inspect_app.api.errors import answer
from inspect_app.api.gzip_bodies import zipped
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.problems import Problem
from inspect_app.schemas.sync import PROTOCOL
from inspect_app.store.devices import DeviceRow


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose reply it is. `seq` and `link` are the end of the device's chain here; None: unknown.

    `nonce` None: the request could not be read so far.
    """

    nonce: str | None
    dev: str | None = None
    seq: int | None = None
    link: str | None = None

    @classmethod
    def of(cls, nonce: str | None, device: DeviceRow) -> Addressee:
        """To be made before the commit, which forgets what was read of the row."""
        return cls(nonce, device.id, device.head_seq, device.head_link)

    @property
    def head(self) -> Mapping[str, Any] | None:
        return None if self.seq is None else {"seq": self.seq, "link": self.link}


def signed_reply(to: Addressee, *, status: int = 200, **said: Any) -> Response:
    """`{"p", "sig", "kid"}`. `said` joins what every reply says: time, head of the chain, checkpoint.

    Sign after the commit, never before: the signature is the acknowledgement.
    """
    return _response(_signed(to, said), status)


def signed_refusal(to: Addressee, problem: Problem, **said: Any) -> Response:
    """The one shape of every refusal, with the signed text beside it: an order to be obeyed."""
    response = answer([problem])
    signed = _signed(to, said)
    response.data = json.dumps(json.loads(response.data) | signed)
    return response


def other_protocol(to: Addressee, said: int) -> Response:
    """426: an order to update before reading on."""
    spoken = {"least": PROTOCOL, "newest": PROTOCOL}
    return signed_refusal(to, Problem("sync.protocol", said=said, **spoken), proto=spoken)


def wire_time(moment: datetime) -> str:
    """`2026-11-22T05:18:12.123Z`."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def _signed(to: Addressee, said: Mapping[str, Any]) -> dict[str, str]:
    text = canonical_bytes(
        {
            "kind": "insp",
            "nonce": to.nonce,
            "dev": to.dev,
            "time": wire_time(now()),
            "head": to.head,
            "cp": None,
            **said,
        }
    )
    return machinery().keys.signed(text.decode("utf-8"))


def _response(document: Mapping[str, Any], status: int) -> Response:
    response = Response(
        current_app.json.dumps(document), status=status, mimetype="application/json"
    )
    response.headers["Cache-Control"] = "no-store"
    return zipped(response)
