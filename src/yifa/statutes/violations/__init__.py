"""Substantive law as data: what is forbidden, what it costs, under which version, and who may punish it."""

from .localities import Locality
from .violations import Answer, Chosen, Violations

__all__ = ["Answer", "Chosen", "Locality", "Violations"]
