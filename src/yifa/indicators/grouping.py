"""Many indicators from one pass: acts that look alike are counted once, the conditions asked of the few groups.

Asking every condition of every act costs comparisons of text an act and indicator; of groups there are some
hundreds, whatever the number of acts. The pass is one relational expression; what is asked of the groups is plain Python.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .definition import Filter, Indicator, column
from .engine import Engine

__all__ = [
    "KEYS",
    "Groups",
    "acts_of",
    "adds_up",
    "counts",
    "exact",
    "grouped",
    "hash_of",
    "hashes_of",
    "meets",
    "named_by",
]

Expression = Any
KEYS = ("procedure", "act", "outcome", "kind")
SEPARATOR = "\x1f"
"""Between the parts of a group's name: no field may hold a control character."""


def exact(amount: Decimal | int | None) -> int | float:
    """A sum as a whole number where it is one; nothing summed is nought."""
    number = Decimal(amount or 0)
    return int(number) if number == number.to_integral_value() else float(number)


def adds_up(indicator: Indicator) -> bool:
    """Whether an indicator is a sum over groups of acts that look alike to it: nothing counted once, no threshold."""
    return (
        bool(indicator.of)
        and indicator.distinct is None
        and all(each.at_least is None for each in indicator.when)
    )


@dataclass
class Groups:
    """The groups of a question: by act, so that an indicator looks at few of them."""

    keys: tuple[str, ...]
    by_act: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, indicator: Indicator) -> list[dict[str, Any]]:
        """The groups an indicator counts."""
        return [row for row in self._named(indicator) if counts(indicator, row)]

    def occurs(self, indicator: Indicator) -> bool:
        """Whether any act an indicator names was done at all, whatever else it asks: where none was, nothing need be looked for."""
        return any(_names(target, row) for row in self._named(indicator) for target in indicator.of)

    def _named(self, indicator: Indicator) -> list[dict[str, Any]]:
        """The groups of acts that are called as the indicator names them, of any procedure."""
        return [row for act in acts_of(indicator) for row in self.by_act.get(act, ())]

    def value(self, indicator: Indicator) -> int | float:
        """The number of acts, or the sum of the indicator's field."""
        name = f"n_{indicator.sum}" if indicator.sum else "number"
        return exact(sum(row[name] or 0 for row in self.of(indicator)))


def acts_of(indicator: Indicator) -> list[str]:
    """The acts an indicator names, without their procedures and outcomes."""
    return sorted({target.partition("/")[2].partition(".")[0] for target in indicator.of})


def counts(indicator: Indicator, row: Mapping[str, Any]) -> bool:
    """Whether a group is of an act the indicator names, and meets its conditions."""
    if row["kind"] == "irregular" and not indicator.irregular:
        return False
    return any(_names(target, row) for target in indicator.of) and all(meets(f, row) for f in indicator.when)


def _names(target: str, row: Mapping[str, Any]) -> bool:
    family, _, deed = target.partition("/")
    act, _, outcome = deed.partition(".")
    fits = row["procedure"].startswith(family[:-1]) if family.endswith(".*") else row["procedure"] == family
    return fits and row["act"] == act and (not outcome or row["outcome"] == outcome)


def meets(condition: Filter, row: Mapping[str, Any]) -> bool:
    """Whether a row of columns meets a condition of an indicator."""
    value = row[column(condition.field)]
    if condition.is_ is not None:
        wanted = str(condition.is_).lower() if isinstance(condition.is_, bool) else str(condition.is_)
        return bool(value == wanted)
    if condition.in_ is not None:
        return value in {str(item) for item in condition.in_}
    if condition.contains is not None:
        return value is not None and f'"{condition.contains}"' in value
    if condition.lacks is not None:
        return value is None or not any(f'"{item}"' in value for item in condition.lacks)
    try:
        return value is not None and condition.at_least is not None and float(value) >= condition.at_least
    except ValueError:
        return False


def named_by(asked: Expression, indicators: Mapping[str, Indicator]) -> Expression:
    """The acts asked for that are called as any of the indicators names one, of whatever procedure."""
    return asked.filter(asked.act.isin(sorted({act for i in indicators.values() for act in acts_of(i)})))


def grouped(engine: Engine, asked: Expression, indicators: Mapping[str, Indicator]) -> Groups:
    """One pass over the acts asked for: how many there are of each kind, and the sums of the fields summed."""
    keys = tuple(sorted({*KEYS, *(column(f.field) for i in indicators.values() for f in i.when)}))
    found = Groups(keys)
    summed = sorted({f"n_{indicator.sum}" for indicator in indicators.values() if indicator.sum})
    rows = asked.group_by(list(keys)).aggregate(
        number=asked.count(), **{name: asked[name].sum() for name in summed}
    )
    for row in engine.rows(rows):
        found.by_act[row["act"]].append(row)
    return found


def hashes_of(
    engine: Engine, asked: Expression, groups: Groups, indicators: Mapping[str, Indicator]
) -> dict[str, tuple[int, str]]:
    """Per indicator, how many acts and the hash of their ids, from one more pass that names the group of each act."""
    if not indicators:
        return {}
    parts = [asked[key].fill_null("") for key in groups.keys]
    name = parts[0]
    for part in parts[1:]:
        name = name + SEPARATOR + part
    ids: dict[str, list[int]] = defaultdict(list)
    for act_id, group in engine.fetched(asked.select(act_id=asked.act_id, group=name)):
        ids[group].append(act_id)
    found = {}
    for indicator in indicators.values():
        mine = (SEPARATOR.join(row[key] or "" for key in groups.keys) for row in groups.of(indicator))
        found[indicator.indicator] = hash_of(sorted(each for group in mine for each in ids[group]))
    return found


def hash_of(ids: Iterable[int]) -> tuple[int, str]:
    """How many ids, and the SHA-256 of them in order, one a line."""
    digest, number = hashlib.sha256(), 0
    for act_id in ids:
        digest.update(f"{act_id}\n".encode())
        number += 1
    return number, digest.hexdigest()
