"""What must stand before a command works on the database: the data folder, and the newest tables."""

from __future__ import annotations

from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from inspect_app.store.migrations import upgrade


def bring_up_to_date(settings: Settings) -> None:
    """Nothing is changed where the database is at its newest version already."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.engine_url)
    upgrade(engine)
    engine.dispose()
