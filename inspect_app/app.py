"""Wires the doors, the database and the settings together; nothing else."""

from __future__ import annotations

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from inspect_app import settings as settings_module
from inspect_app.api import register_doors
from inspect_app.api.machinery import Machinery
from inspect_app.extensions import api, db
from inspect_app.pages import register_pages
from inspect_app.settings import Settings
from inspect_app.store.engine import prepare
from inspect_app.store.migrations import upgrade

MOST_REQUEST_BYTES = 4 * 2**20


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Brings the database to the newest version first.

    Servers call it without settings (`inspect_app.app:create_app()`): they come from the environment.
    """
    chosen = settings or settings_module.load(os.environ)
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("inspect_app", static_folder=None, template_folder=str(chosen.templates_dir))
    app.config.update(
        SQLALCHEMY_DATABASE_URI=chosen.engine_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # what people wrote stays out of logs
        MAX_CONTENT_LENGTH=MOST_REQUEST_BYTES,
        API_TITLE="inspect-app",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if chosen.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=chosen.trusted_proxies, x_proto=chosen.trusted_proxies
        )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        upgrade(db.engine)
    app.extensions["inspect"] = Machinery.of(chosen)
    api.init_app(app)
    register_doors(app, api)
    register_pages(app)
    return app
