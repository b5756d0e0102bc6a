"""What must stand before a long-lived process starts: the data folder, and the newest tables."""

from __future__ import annotations

from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from inspect_app.store.migrations import upgrade


def bring_up_to_date(settings: Settings) -> None:
    """Before the first process starts, so that none meets a database that is older than itself."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.engine_url)
    upgrade(engine)
    engine.dispose()
