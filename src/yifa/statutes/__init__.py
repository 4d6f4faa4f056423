"""What is cited: instruments, their versions, their articles, in force on a day or not.

statutes = Statutes.load(law / "statutes")
statutes.cite("行政处罚法/44,62", on=day, where=document.where("ground")).text("zh")
"""

from yifa.statutes.citations import Citation, Cited, Provision, parse
from yifa.statutes.instruments import LEVELS, MARKS, Article, Counting, Statute, Version
from yifa.statutes.library import Statutes
from yifa.statutes.reading import Document, read_yaml

__all__ = [
    "LEVELS",
    "MARKS",
    "Article",
    "Citation",
    "Cited",
    "Counting",
    "Document",
    "Provision",
    "Statute",
    "Statutes",
    "Version",
    "parse",
    "read_yaml",
]
