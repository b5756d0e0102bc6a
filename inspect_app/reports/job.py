"""What the worker is given, and how it travels there: one archive through a pipe, nothing on disk."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One report to print.

    `html` names its assets by the keys of `assets`. `data` is embedded as it is. `dated` is the day
    that the file says it was made on, and `identifier` tells its data from all others: both come
    from the data, because the same data must give the same bytes.
    """

    html: str
    data: bytes
    dated: date
    identifier: str
    data_name: str = "assessment.json"
    data_says: str = "Assessment as data"
    assets: Mapping[str, bytes] = field(default_factory=dict)


def packed(job: PrintJob) -> bytes:
    header = {
        "dated": job.dated.isoformat(),
        "identifier": job.identifier,
        "data_name": job.data_name,
        "data_says": job.data_says,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("job.json", json.dumps(header))
        archive.writestr("report.html", job.html.encode("utf-8", "strict"))
        archive.writestr("data", job.data)
        for name, content in job.assets.items():
            archive.writestr(f"assets/{name}", content)
    return written.getvalue()


def unpacked(content: bytes) -> PrintJob:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        header = json.loads(archive.read("job.json"))
        return PrintJob(
            html=archive.read("report.html").decode("utf-8"),
            data=archive.read("data"),
            dated=date.fromisoformat(header["dated"]),
            identifier=header["identifier"],
            data_name=header["data_name"],
            data_says=header["data_says"],
            assets={
                name.removeprefix("assets/"): archive.read(name)
                for name in archive.namelist()
                if name.startswith("assets/")
            },
        )
