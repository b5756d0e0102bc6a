"""`python -m tests.benchmarks.bare_layout FOLDER`: the floor of printing, WeasyPrint and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE = "page.html"


def main(folder: Path) -> None:
    from weasyprint import HTML  # only here: the benchmark itself must not pay for the import

    HTML(filename=folder / PAGE).write_pdf(folder / "page.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
