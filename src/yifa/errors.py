"""What can go wrong, as one tree, told in Chinese and English.

    YifaError
    ├── LawError        the law folder is broken: file, line, what was expected
    ├── CalendarError   a date outside the calendar, or a malformed period
    ├── BadInput        a form, a file or an argument is not what was asked for
    ├── Refused         the law does not allow this act now; carries every reason with its article
    ├── Forbidden       this person may not do or see this
    ├── Conflict        someone else acted first, or the page is stale
    ├── Missing         there is no such thing
    ├── Damaged         a chain, a file or a frozen figure does not match its hash
    └── Unavailable     the database, the disk or a worker cannot be reached

Every error says what happened, why (the article, if the law says so) and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "BadInput",
    "CalendarError",
    "Conflict",
    "Damaged",
    "Forbidden",
    "LawError",
    "Missing",
    "Reason",
    "Refused",
    "Text",
    "Unavailable",
    "YifaError",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages.

    >>> Text("先告知，后决定。", "Notice before decision.").in_("en")
    'Notice before decision.'
    """

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in `language` (`zh…` or `en…`); English only when asked for."""
        return self.en if language.startswith("en") else self.zh

    def as_data(self) -> dict[str, str]:
        """The pair as JSON-ready data."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why an act is refused: a code, a sentence, and the article it rests on.

    `ground` is a citation such as `行政处罚法/44`, or empty where the reason is not one of law
    (a missing field, a stale page). `field` names the form field concerned, if one is.
    """

    code: str
    text: Text
    ground: str = ""
    field: str = ""

    def as_data(self) -> dict[str, Any]:
        """The reason as JSON-ready data."""
        return {"code": self.code, "text": self.text.as_data(), "ground": self.ground, "field": self.field}


@dataclass(eq=False)
class YifaError(Exception):
    """The root: a stable code, a sentence in two languages, the article, and what to do next."""

    code: str
    text: Text
    ground: str = ""
    hint: Text | None = None
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Both languages on one line, with article and advice."""
        parts = [f"[{self.code}] {self.text.zh} / {self.text.en}"]
        if self.ground:
            parts.append(f"依据 {self.ground}")
        if self.hint:
            parts.append(f"{self.hint.zh} / {self.hint.en}")
        return "　".join(parts)

    def as_data(self) -> dict[str, Any]:
        """The error as JSON-ready data, for the API, the docket of refusals and `--json`."""
        return {
            "error": self.code,
            "text": self.text.as_data(),
            "ground": self.ground,
            "hint": self.hint.as_data() if self.hint else None,
            **self.data,
        }


@dataclass(eq=False)
class LawError(YifaError):
    """The law folder is broken. `where` is `file:line`; `expected` says what would have been right."""

    where: str = ""
    expected: str = ""

    def __str__(self) -> str:
        """File and line first, as a compiler would."""
        tail = f"（应为 / expected: {self.expected}）" if self.expected else ""
        place = f"{self.where}: " if self.where else ""
        return f"{place}[{self.code}] {self.text.zh} / {self.text.en}{tail}"

    def as_data(self) -> dict[str, Any]:
        """The error as data, with its place."""
        return {**super().as_data(), "where": self.where, "expected": self.expected}


class CalendarError(YifaError):
    """A date outside the calendar, or a period no law could mean."""


class BadInput(YifaError):
    """What was handed in cannot be read as what was asked for."""


@dataclass(eq=False)
class Refused(YifaError):
    """The law does not allow this act now. `reasons` holds every reason, the first one first."""

    reasons: tuple[Reason, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The refusal as data: refusals are recorded and counted like anything else."""
        return {**super().as_data(), "reasons": [reason.as_data() for reason in self.reasons]}


class Forbidden(YifaError):
    """This person may not do this, or may not see it. Says nothing about whether it exists."""


class Conflict(YifaError):
    """Someone acted first: the case has moved on since the page was read."""


class Missing(YifaError):
    """There is no such thing, or none that this person may see."""


class Damaged(YifaError):
    """Stored bytes do not match their hash. Nothing is repaired silently."""


class Unavailable(YifaError):
    """The database, the disk or a worker cannot be reached; nothing was written."""
