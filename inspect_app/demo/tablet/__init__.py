"""A tablet in Python: its chain, its store, and all that it says to the server."""

from inspect_app.demo.tablet.tablet import Synchronised, Tablet

__all__ = ["Synchronised", "Tablet"]
