"""Mapping files and the sheets that they describe."""

from inspect_app.files.registers.mappings import read_mapping
from inspect_app.files.registers.sheets import read_room_rows, read_rows

__all__ = ["read_mapping", "read_room_rows", "read_rows"]
