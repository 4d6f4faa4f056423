"""Time as the law counts it."""

from yifa.workdays.calendar import Calendar, Day
from yifa.workdays.lengths import Length, Unit

__all__ = ["Calendar", "Day", "Length", "Unit"]
