"""Flask extensions, made once and wired by `app.create_app`."""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

from flask import Request
from flask_smorest import Api, Blueprint
from flask_sqlalchemy import SQLAlchemy
from webargs.flaskparser import FlaskParser

from inspect_app.store.base import Base

db = SQLAlchemy(model_class=Base)
api = Api()


class _BodyReader(FlaskParser):
    """Bodies nested by the thousand, and numbers of thousands of digits, are no JSON for us; the
    library lets them through as faults of the server."""

    def _raw_load_json(self, req: Request) -> Any:
        try:
            return super()._raw_load_json(req)
        except (JSONDecodeError, UnicodeDecodeError):
            raise
        except (ValueError, RecursionError) as fault:
            raise JSONDecodeError(type(fault).__name__, "-", 0) from None


Blueprint.ARGUMENTS_PARSER = _BodyReader()
