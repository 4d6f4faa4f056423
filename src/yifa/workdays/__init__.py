"""Time as the law counts it: when a period is due, and why."""

from yifa.workdays.asked import answer
from yifa.workdays.calendar import Calendar
from yifa.workdays.days import Day
from yifa.workdays.due import Asked, Due, Roll, due
from yifa.workdays.explanation import Explanation, Step
from yifa.workdays.ledger import Entry, Exclude, Extend, Pause, Restart
from yifa.workdays.lengths import Length, Unit
from yifa.workdays.office import OFFICE, OfficeHours
from yifa.workdays.reprojecting import Change, reproject
from yifa.workdays.surcharges import Surcharge, surcharge

__all__ = [
    "OFFICE",
    "Asked",
    "Calendar",
    "Change",
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
    "Surcharge",
    "Unit",
    "answer",
    "due",
    "reproject",
    "surcharge",
]
