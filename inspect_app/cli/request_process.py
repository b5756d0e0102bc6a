"""The application of one request process of the packaged server."""

from __future__ import annotations

import threading

from flask import Flask

from inspect_app.app import create_app

_WARMS_AFTER_SECONDS = 2.0


def warmed_app() -> Flask:
    """Answers at once, and reads the standards a little later, before somebody waits for them."""
    app = create_app()
    warming = threading.Timer(_WARMS_AFTER_SECONDS, lambda: app.extensions["inspect"].standards)
    warming.daemon = True
    warming.start()
    return app
