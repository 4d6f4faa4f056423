"""What of the law folder nobody has read in its text, and what nobody has adopted: each with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yifa.procedures import Law, Procedure
from yifa.statutes import read_yaml

__all__ = [
    "Item",
    "as_rows",
    "count_unverified",
    "marked_texts",
    "unadopted_items",
    "unadopted_values",
    "unverified_items",
]

TEXTS = (
    "procedures/**/procedure*.yaml",
    "procedures/common/*.yaml",
    "registers/kinds/*.yaml",
    "localities/*.yaml",
)
"""Where procedures, their shared parts, registers and localities stand."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: what it is, and `file:line` below the law folder."""

    what: str
    where: str


def as_rows(items: list[Item]) -> list[dict[str, str]]:
    """JSON-ready."""
    return [asdict(item) for item in items]


def marked_texts(law: Law) -> list[Path]:
    """The files in which items carry marks."""
    return [path for pattern in TEXTS for path in law.folder.find(pattern)]


def unverified_items(law: Law, path: Path) -> list[Item]:
    """Every item marked K (known, not read) in one of `marked_texts`; what several procedures share stands in one of them."""
    found = []
    document = read_yaml(path)
    name = document.at("procedure") or document.at("fragment") or path.stem
    for place, item in _marked(document.data, ()):
        ground = f"　〔{item['ground']}〕" if item.get("ground") else ""
        what = f"{name}: {_called(item) or '.'.join(map(str, place)) or '—'}{ground}"
        found.append(Item(what, f"{_below(law, path)}:{document.line(*place, 'mark')}"))
    return found


def _called(item: dict[str, Any]) -> str:
    """What a line of a locality is about: the value or the violation, and for which field; empty for anything else."""
    name = item.get("name") or item.get("violation") or ""
    return f"{name} ({item['field']})" if name and item.get("field") else str(name)


def unadopted_values(law: Law, on: date) -> list[Item]:
    """The local values that procedures ask for and a real place has not adopted for any field that day, each named once."""
    asked = {
        name: spec for versions in law.families.values() for name, spec in versions[-1].text.params.items()
    }
    found = []
    for key, place in sorted(law.localities.items()):
        if place.text.fictional:
            continue
        adopted = {v.name for v in place.text.values if v.from_ <= on and (v.to is None or on < v.to)}
        for name in sorted(asked.keys() - adopted):
            ground = f"　〔{asked[name].ground}〕" if asked[name].ground else ""
            found.append(
                Item(f"{key}: {name} {asked[name].title.zh}{ground}", f"{_below(law, place.path)}:1")
            )
    return found


def unadopted_items(law: Law, adopted: Collection[str]) -> list[Item]:
    """Every procedure and register whose version the justice bureau has not adopted."""
    return [
        Item(f"{p.family} {p.version[:12]} {p.title.zh}", f"{_below(law, Path(p.path))}:1")
        for p in law.versions.values()
        if p.version not in adopted
    ]


def _below(law: Law, path: Path) -> str:
    """A path as seen from the folder it lies in: the law's, or the district's overlay."""
    for folder in (law.folder.overlay, law.folder.base):
        if folder is not None and path.is_relative_to(folder):
            return str(path.relative_to(folder))
    return str(path)


def _marked(data: Any, place: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    if isinstance(data, dict):
        if data.get("mark") == "K":
            yield place, data
        for key, value in data.items():
            yield from _marked(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _marked(value, (*place, number))


def count_unverified(procedure: Procedure) -> int:
    """How many items of one procedure, shared parts included, are marked K."""
    text = procedure.text.model_dump(by_alias=True)
    return sum(1 for _ in _marked(text, ()))
