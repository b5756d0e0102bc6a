"""The application of one request process of the packaged server."""

from __future__ import annotations

import threading

from flask import Flask

from inspect_app.app import create_app


def warmed_app() -> Flask:
    """Answers at once, and reads the standards beside the first requests instead of within one."""
    app = create_app()
    threading.Thread(
        target=lambda: app.extensions["inspect"].standards, name="warming", daemon=True
    ).start()
    return app
