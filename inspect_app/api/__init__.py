"""JSON doors, one module a resource. Every route says who may use it, or nobody may."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from inspect_app.api.errors import register_errors
from inspect_app.api.guarding import register_guard


def register_doors(app: Flask, api: Api) -> None:
    register_errors(app)
    register_guard(app)
