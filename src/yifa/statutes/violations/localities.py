"""What one place sets for itself: values, powers handed over or entrusted, amounts, discretion standards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from yifa.errors import LawError, Missing, Text

from ..reading import Document
from .reading import read_as
from .schema import Condition, DiscretionLine, FirstOffence, LocalFine, LocalityText, LocalValue, Power

__all__ = ["TOLD", "Locality"]

T = TypeVar("T", LocalValue, Power, LocalFine, DiscretionLine)


TOLD = frozenset(
    {"review_body", "court", "collecting_bank", "collecting_bank_address", "collecting_account", "organ_address", "organ_phone", "entrusted_by", "entrusted_by_short"}
)  # fmt: skip
"""What a place tells beside the values procedures ask for: papers print it."""


def _in_force(item: LocalValue | Power | LocalFine | DiscretionLine | FirstOffence, on: date) -> bool:
    return item.from_ <= on and (item.to is None or on < item.to)


@dataclass(frozen=True)
class Locality:
    """One locality. Values are keyed by name × field × date; a value for the field goes before one for all fields."""

    text: LocalityText
    path: Path
    document: Document = field(repr=False, compare=False)

    @classmethod
    def load(cls, path: Path) -> Locality:
        """Read `law/localities/<key>.yaml`. Raises `LawError`."""
        text, document = read_as(LocalityText, path)
        if text.locality != path.stem:
            message = Text("地方名与文件名不符。", "The locality's name differs from the file's.")
            raise LawError("localities.name", message, where=document.where("locality"), expected=path.stem)
        return cls(text, path, document)

    @cached_property
    def _named(self) -> dict[str, list[LocalValue]]:
        """The values of every name, in the order of the file: asked for at every act."""
        found: dict[str, list[LocalValue]] = {}
        for value in self.text.values:
            found.setdefault(value.name, []).append(value)
        return found

    def _find(self, name: str, field: str | None, on: date) -> LocalValue | None:
        found = [v for v in self._named.get(name, ()) if v.field in (field, None) and _in_force(v, on)]
        return max(found, key=lambda v: (v.field is not None, v.from_), default=None)

    def has(self, name: str, field: str | None, on: date) -> bool:
        """Whether the place sets this value for the field (or all fields) on that day."""
        return self._find(name, field, on) is not None

    def value(self, name: str, field: str | None, on: date) -> LocalValue:
        """The value in force, with its ground and mark. Raises `Missing` listing the known names."""
        found = self._find(name, field, on)
        if found is None:
            known = "、".join(sorted({v.name for v in self.text.values}))
            raise Missing(
                "localities.no_value",
                Text(
                    f"{self.text.title.zh}没有“{name}”的数值；有：{known}。",
                    f"{self.text.locality} sets no '{name}'; it sets: {known}.",
                ),
            )
        return found

    def power(self, violation: str, capacity: str, on: date) -> Power | None:
        """The power to punish a violation in that capacity on that day, or None."""
        return next(
            (
                p
                for p in self.text.powers
                if p.violation == violation and p.capacity == capacity and _in_force(p, on)
            ),
            None,
        )

    def fine(self, violation: str, party: str, on: date) -> LocalFine | None:
        """The local amount for a violation, or None."""
        return next(
            (
                f
                for f in self.text.fines
                if f.violation == violation and f.party == party and _in_force(f, on)
            ),
            None,
        )

    def tiers(
        self, violation: str, party: str, on: date, needs: Iterable[Condition] = ()
    ) -> list[DiscretionLine]:
        """The discretion standard's lines for a violation and kind of party, under one tier of the law (the first by default)."""
        wanted = set(needs)
        return [
            line
            for line in self.text.discretion
            if line.violation == violation
            and line.party == party
            and set(line.needs) == wanted
            and _in_force(line, on)
        ]

    def first_offence_listed(self, violation: str, on: date) -> bool | None:
        """Whether the place's list of first offences names the violation on that day; None where it has no list then."""
        listed = [item.violation for item in self.text.first_offence if _in_force(item, on)]
        return violation in listed if listed else None

    def party_class(self, kind: Any) -> str:
        """`person` or `organisation`: which range applies; an individual business as the place says."""
        if kind == "individual_business":
            return self.text.individual_business_as
        return "person" if kind == "person" else "organisation"
