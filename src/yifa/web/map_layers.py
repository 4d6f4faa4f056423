"""Layers added to the map: any register whose items have a place, chosen by whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.procedures import Register
from yifa.registers.reading import items

from .access import Reader

__all__ = ["layers_of", "offered_layers"]

BASE = ("device", "roster_post")
"""Always on the map."""


def _place(kept: Register) -> str | None:
    """The public field that says in which division an item lies."""
    return next(
        (name for name, spec in kept.text.fields.items() if spec.type == "place" and spec.public), None
    )


def _seen(request: Reader) -> dict[str, Register]:
    """Registers with a place that the reader may see, without those of the base map."""
    return {
        name: kept
        for name, kept in the_law().registers.items()
        if name not in BASE and _place(kept) and request.sees.narrowed([kept.family])
    }


def offered_layers(request: Reader) -> list[dict[str, Any]]:
    """What can be laid over the map, and what is."""
    chosen = request.GET.getlist("layer")
    return [
        {"name": name, "title": kept.text.title, "chosen": name in chosen}
        for name, kept in _seen(request).items()
    ]


def layers_of(request: Reader) -> Iterator[tuple[str, str, int, str]]:
    """The items of the chosen layers: kind, name, case, division. Raises `BadInput` for what is no layer."""
    offered = _seen(request)
    for name in request.GET.getlist("layer"):
        if name not in offered:
            raise BadInput("web.layer", Text(f"没有图层“{name[:40]}”；有：{'、'.join(offered)}。", f"No layer '{name[:40]}'; there are: {', '.join(offered)}."))  # fmt: skip
        kept = offered[name]
        place = str(_place(kept))
        for item in items(kept, scope=request.sees.narrowed([kept.family])):
            if item.values.get(place):
                title = str(item.values.get(kept.text.name) or item.key)
                yield "layer", f"{kept.text.title.zh} {title}", item.case_id, str(item.values[place])
