"""The application of one request process of the packaged server."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

_WARMS_AFTER_SECONDS = 2.0


def warmed_app() -> Flask:
    """Answers at once, and reads standards and checklists a little later, before somebody waits."""
    app = _created()
    warming = threading.Timer(_WARMS_AFTER_SECONDS, lambda: app.extensions["inspect"].references)
    warming.daemon = True
    warming.start()
    return app


def _created() -> Flask:
    """What is imported stays for good: looking through it for cycles would only delay the start."""
    gc.disable()
    from inspect_app.app import create_app

    app = create_app()
    gc.freeze()
    gc.enable()
    return app
