"""The words of the reader: units, names, bounds, growth, targets, as `law/audit/*.yaml` lists them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from yifa.statutes import read_yaml

from .relations import Relations

__all__ = ["Unit", "Words", "any_of"]

GROUPS = ("money", "area", "measure", "duration", "rate", "points", "multiple", "rank")


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the kind of what it measures, its base unit, and how many of those it is."""

    kind: str
    base: str
    times: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """Every word list, with the units by their ways of writing."""

    units: dict[str, Unit]
    scales: dict[str, Decimal]
    chinese_units: frozenset[str]
    names: dict[str, list[str]]
    words: dict[str, Any]
    relations: Relations
    synonyms: dict[str, list[str]]

    @classmethod
    def load(cls, find: Callable[[str], Path]) -> Words:
        """Read the folder; `find` gives the path of `audit/NAME.yaml`, the overlay's if it has one. Raises `LawError`."""
        units = read_yaml(find("audit/units.yaml"))
        units.only(("count", "scales", *GROUPS))
        found = {
            word: Unit("count", word, Decimal(1))
            for key in ("any", "digits")
            for word in units.need(list, "count", key)
        }
        chinese = set(units.need(list, "count", "any"))
        for group in GROUPS:
            for base in units.need(dict, group):
                units.only(("words", "times"), group, base)
                times = Decimal(str(units.need((int, float), group, base, "times")))
                for word in units.need(list, group, base, "words"):
                    found[word] = Unit(group, base, times)
                    chinese |= {word} if group != "rank" else set()
        scales = {word: Decimal(value) for word, value in units.need(dict, "scales").items()}
        names = read_yaml(find("audit/names.yaml"))
        names.only(("names", "idioms", "hotlines", "after", "after_unit", "zero", "not_zero"))
        words = read_yaml(find("audit/words.yaml"))
        words.only(
            (
                "bounds",
                "growth",
                "comparison",
                "target",
                "plan",
                "ones",
                "frequency",
                "day",
                "synonyms",
                "bases",
                "subjects",
            )
        )
        relations = Relations.load(find("audit/relations.yaml"))
        synonyms = {word: group for group in words.need(list, "synonyms") for word in group}
        return cls(found, scales, frozenset(chinese), names.data, words.data, relations, synonyms)
