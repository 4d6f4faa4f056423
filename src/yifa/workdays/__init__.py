"""Time as the law counts it."""

from yifa.workdays.calendar import Calendar, Day
from yifa.workdays.due import Asked, Due, Roll, due
from yifa.workdays.explaining import Explanation, Step
from yifa.workdays.ledger import Entry, Exclude, Extend, Pause, Restart
from yifa.workdays.lengths import Length, Unit
from yifa.workdays.office import OFFICE, OfficeHours

__all__ = [
    "OFFICE",
    "Asked",
    "Calendar",
    "Day",
    "Due",
    "Entry",
    "Exclude",
    "Explanation",
    "Extend",
    "Length",
    "OfficeHours",
    "Pause",
    "Restart",
    "Roll",
    "Step",
    "Unit",
    "due",
]
