"""The report as plain values. `build_report` makes it; the template reads it and decides nothing."""

from inspect_app.reports.model.building import build_report
from inspect_app.reports.model.report import Report
from inspect_app.reports.model.sources import Edition, Sources, Stamp

__all__ = ["Edition", "Report", "Sources", "Stamp", "build_report"]
