"""Two days of a register compared: what was added, what was dropped, what changed from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .reading import Item

__all__ = ["Changed", "Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that stood on both days with other values: field to (then, now); None where it had none."""

    key: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the later day has that the earlier had not, the other way round, and what changed."""

    added: tuple[Item, ...]
    dropped: tuple[Item, ...]
    changed: tuple[Changed, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        changed = [
            {"item": c.key, "fields": {n: list(pair) for n, pair in c.fields.items()}} for c in self.changed
        ]
        return {"added": [i.as_data() for i in self.added], "dropped": [i.as_data() for i in self.dropped], "changed": changed}  # fmt: skip


def compare(then: Iterable[Item], now: Iterable[Item]) -> Difference:
    """The difference between two lists of one register, by key; both in order of the keys.

    >>> a, b = Item(1, "", "A", {"n": 1}), Item(1, "", "A", {"n": 2})
    >>> compare([a], [b, Item(2, "", "B")]).as_data()["changed"]
    [{'item': 'A', 'fields': {'n': [1, 2]}}]
    """
    before, after = {item.key: item for item in then}, {item.key: item for item in now}
    changed = []
    for key in before.keys() & after.keys():
        old, new = before[key].values, after[key].values
        fields = {
            n: (old.get(n), new.get(n)) for n in sorted(old.keys() | new.keys()) if old.get(n) != new.get(n)
        }
        if fields:
            changed.append(Changed(key, fields))
    return Difference(
        tuple(item for key, item in after.items() if key not in before),
        tuple(item for key, item in before.items() if key not in after),
        tuple(sorted(changed, key=lambda each: each.key)),
    )
