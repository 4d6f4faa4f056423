"""Substantive law as data: what is forbidden, what it costs, under which version, and who may punish it."""

from .checking import check_locality
from .localities import TOLD, Locality
from .sanctions import Facts, asks, class_of
from .schema import Sanction, Version
from .violations import Answer, Chosen, Violations

__all__ = [
    "TOLD",
    "Answer",
    "Chosen",
    "Facts",
    "Locality",
    "Sanction",
    "Version",
    "Violations",
    "asks",
    "check_locality",
    "class_of",
]
