"""Divisions, grids and their boundaries.

Models are imported from `yifa.places.models`, since Django must be set up before them.
"""

from yifa.places.codes import Level, check_code

__all__ = ["Level", "check_code"]
