"""Read the quantities of any report and say what does not hold.

reader = Reader(Words.load(folder.path))
audit(reader, text_of("report.docx", data)).findings
"""

from .check import Audit, audit
from .documents import text_of
from .figure import GRADES, KINDS, Figure, Finding
from .reading import Read, Reader
from .report import Report
from .rules import RULES
from .words import Words

__all__ = [
    "GRADES",
    "KINDS",
    "RULES",
    "Audit",
    "Figure",
    "Finding",
    "Read",
    "Reader",
    "Report",
    "Words",
    "audit",
    "text_of",
]
