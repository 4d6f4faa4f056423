"""What a published report must not hold, as data of the law folder: `law/annual/words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yifa.indicators.definition import Label
from yifa.procedures import Law
from yifa.procedures.identifiers import resident_id_check
from yifa.procedures.kept import once_a_law

from .reading import read_model

__all__ = ["Forbidden", "Pattern", "Rule", "Words", "forbidden"]


class Rule(BaseModel):
    """What is looked for, what to do about it, and the article."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: Label
    do: Label
    ground: str


class Pattern(Rule):
    """Something with a form of its own; `check` is the arithmetic a number must satisfy to be one."""

    find: str
    check: Literal["resident_id", "luhn"] | None = None

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        try:
            re.compile(self.find)
        except re.error as problem:
            raise ValueError(f"'find' cannot be read: {problem}") from problem
        return self

    def in_(self, text: str) -> list[str]:
        """Every stretch of the text that has the form and satisfies the arithmetic."""
        found = [match[0] for match in re.finditer(self.find, text)]
        return [each for each in found if self.check is None or CHECKS[self.check](each)]


class Words(Rule):
    """Words that are not published without a look."""

    words: list[str] = Field(min_length=1)

    def in_(self, text: str) -> list[str]:
        """Every one of the words that stands in the text, the longest where one holds another."""
        listed = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.findall(listed, text)


class Forbidden(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    ground: str
    patterns: list[Pattern]
    words: list[Words]
    parties: Rule


def _luhn(number: str) -> bool:
    """Whether the last digit of a card number is its check digit.

    >>> _luhn("6222 0212 3456 7894"), _luhn("6222021234567890")
    (True, False)
    """
    digits = [int(one) for one in number if one.isdigit()][::-1]
    return sum(d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(digits)) % 10 == 0


def _resident_id(number: str) -> bool:
    return resident_id_check(number[:17]) == number[17].upper()


CHECKS: Final[dict[str, Callable[[str], bool]]] = {"resident_id": _resident_id, "luhn": _luhn}


@once_a_law
def forbidden(law: Law) -> Forbidden:
    """What is looked for under this law folder. Raises `LawError` with file and line for what is malformed."""
    found, document = read_model(Forbidden, law.folder.path("annual/words.yaml"), "annual.words")
    for part in (found.ground, *(rule.ground for rule in [*found.patterns, *found.words, found.parties])):
        law.statutes.cite(part, where=document.where())
    return found
