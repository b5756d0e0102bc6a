"""Scoring: facts and standards in, an explained assessment out. Pure functions of values."""

from inspect_app.domain.scoring.assessing import assess
from inspect_app.domain.scoring.assessment import Assessment

__all__ = ["Assessment", "assess"]
