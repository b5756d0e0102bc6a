"""Flask extensions, made once and wired by `app.create_app`."""

from __future__ import annotations

from flask_smorest import Api
from flask_sqlalchemy import SQLAlchemy

from inspect_app.store.base import Base

db = SQLAlchemy(model_class=Base)
api = Api()
