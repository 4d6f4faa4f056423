"""An instrument of law: its names, its versions with dates in force, its articles as short facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yifa.errors import Text

__all__ = ["LEVELS", "MARKS", "Article", "Counting", "Statute", "Version"]

LEVELS: Mapping[str, Text] = {
    "law": Text("法律", "law"),
    "regulation": Text("行政法规", "administrative regulation"),
    "party": Text("党内法规", "Party regulation"),
    "rule": Text("部门规章", "ministry rule"),
    "interpretation": Text("司法解释", "judicial interpretation"),
    "document": Text("规范性文件", "document"),
    "standard": Text("标准", "standard"),
    "local": Text("地方性法规、地方政府规章", "local law"),
}
MARKS: Mapping[str, Text] = {
    "V": Text("已核原文", "text read"),
    "K": Text("已知，未核原文", "known, text not read"),
    "D": Text("推导", "derived"),
    "L": Text("地方规定或惯例", "local or practice"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """What one article says, in short and in other words; the official text governs."""

    number: int
    text: Text
    mark: str
    roll: str = ""
    """Whether the periods it sets move from a rest day: `next`, `none`, `authority`; empty where it says nothing."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Which periods written in days an instrument counts in working days.

    Exactly one of the three holds: the lengths in `days`; every length up to `up_to`; or `every`
    length the instrument sets for the authority.
    """

    days: frozenset[int]
    up_to: int
    every: bool
    ground: str
    mark: str

    def covers(self, count: int) -> bool:
        """Whether “`count` days” means working days.

        >>> Counting(frozenset({2, 3, 5, 7}), 0, False, "行政处罚法/85", "V").covers(15)
        False
        """
        return self.every or count in self.days or count <= self.up_to


@dataclass(frozen=True, slots=True)
class Version:
    """The text of an instrument between two days: in force from `start` until the day before `end`.

    `last_article` is the number of the last article, or None where it was never read: then only the
    articles kept in `articles` can be cited.
    """

    start: date
    end: date | None
    edition: Text
    last_article: int | None
    mark: str
    articles: Mapping[int, Article]
    counting: Counting | None

    def covers(self, day: date) -> bool:
        """Whether this text is in force on `day`."""
        return self.start <= day and (self.end is None or day < self.end)

    def has(self, article: int) -> bool:
        """Whether the text is known to have that article."""
        return article in self.articles or (
            self.last_article is not None and 1 <= article <= self.last_article
        )


@dataclass(frozen=True, slots=True)
class Statute:
    """One instrument: `slug` is its file name, `short` what it is cited by, `number` that of the document."""

    slug: str
    name: Text
    short: Text
    aliases: tuple[str, ...]
    level: str
    number: str
    versions: tuple[Version, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it can be cited by: short name, full name, number and aliases."""
        return tuple(
            dict.fromkeys(name for name in (self.short.zh, self.name.zh, self.number, *self.aliases) if name)
        )

    def on(self, day: date) -> Version | None:
        """The version in force on `day`, or None."""
        return next((version for version in self.versions if version.covers(day)), None)

    @property
    def newest(self) -> Version:
        """The latest version, in force or not."""
        return self.versions[-1]
