"""Guides to service items: one text, which everyone reads here, and what other channels show of it, compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import Missing, Text
from yifa.procedures import Procedure, Register
from yifa.registers.reading import Item, items, register_of

from .access import Reader, signed_in
from .facts import Reading
from .language import language_of
from .registers import allowed

__all__ = ["guide", "guide_of", "guides"]

OWN, COPIES = "service_guide", "guide_copy"


def _shown(kept: Register, item: Item, reading: Reading) -> list[tuple[Any, str]]:
    fields = kept.text.fields
    return [
        (spec.title, reading.told(spec, item.values[name]))
        for name, spec in fields.items()
        if name in item.values and spec.public
    ]


def guide(request: HttpRequest) -> HttpResponse:
    """For everyone: the guides in force today, and with `item` the text of one; older ones with `on`."""
    kept = register_of(the_law(), OWN)
    reading, key = Reading(language_of(request), kept.procedure), request.GET.get("item", "")
    listed = items(kept)
    chosen = next((item for item in listed if item.key == key), None)
    if key and chosen is None:
        hint = Text("请从列表中选择，或者到窗口询问。", "Choose from the list, or ask at the window.")
        raise Missing(
            "web.no_guide", Text("没有这个事项的办事指南。", "There is no guide to this item."), hint=hint
        )
    shown = _shown(kept, chosen, reading) if chosen else []
    return render(request, "yifa/guide.html", {"guides": listed, "chosen": chosen, "facts": shown})


def guide_of(procedure: Procedure, state: Mapping[str, Any]) -> str:
    """The code of the item a case is about, where a guide to it stands; empty without."""
    spec, key = procedure.text.case.get("item"), str(state["case"].get("item") or "")
    if spec is None or spec.of != "service_item":
        return ""
    return key if any(item.key == key for item in items(register_of(the_law(), OWN))) else ""


@signed_in
def guides(request: Reader) -> HttpResponse:
    """Each guide beside what every other channel shows of it: the same, or each field that differs."""
    law = the_law()
    own, copies = register_of(law, OWN), register_of(law, COPIES)
    scope, of_copies = allowed(request, own, "see"), allowed(request, copies, "see")
    reading = Reading(language_of(request), copies.procedure)
    found: dict[str, list[dict[str, Any]]] = {}
    listed = {item.key: item for item in items(own, clock.today(), scope=scope)}
    for copy in items(copies, clock.today(), scope=of_copies):
        if copy.values.get("guide") in listed:
            found.setdefault(str(copy.values["guide"]), []).append(
                _compared(own, listed[copy.values["guide"]], copies, copy, reading)
            )
    wanted = [
        key
        for key in listed
        if "differs" not in request.GET or any(copy["differs"] for copy in found.get(key, []))
    ]
    rows = [{"item": listed[key], "copies": found.get(key, [])} for key in wanted]
    return render(request, "yifa/guides.html", {"rows": rows})


def _compared(own: Register, guide_: Item, copies: Register, copy: Item, reading: Reading) -> dict[str, Any]:
    """One channel's text against ours, field by field where both have one."""
    differs = [
        {"title": spec.title, "ours": reading.told(spec, guide_.values.get(name, "")), "theirs": reading.told(spec, copy.values.get(name, ""))}
        for name, spec in own.text.fields.items()
        if name in copies.text.fields and guide_.values.get(name) != copy.values.get(name)
    ]  # fmt: skip
    return {
        "channel": reading.told(copies.text.fields["channel"], copy.values["channel"]),
        "case_id": copy.case_id,
        "differs": differs,
    }
