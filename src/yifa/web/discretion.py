"""The discretion standard beside the form: each tier with the facts that choose it and its part of the range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yifa import clock
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.errors import Text

from .forms import Shown
from .picking import Choice

__all__ = ["with_tiers"]

TIER = "tier"
"""The field of a decision that names the tier (行政处罚法/34)."""


def with_tiers(fields: list[Shown], row: CaseRow, state: dict[str, Any]) -> list[Shown]:
    """The same fields, the tiers of the standard told by their facts where the place has one for this violation and party."""
    titles = _tiers(row, state)
    if not titles:
        return fields
    return [
        replace(one, choices=[Choice(c.value, titles.get(c.value, c.title)) for c in one.choices]) if one.name == TIER else one
        for one in fields
    ]  # fmt: skip


def _tiers(row: CaseRow, state: dict[str, Any]) -> dict[str, Text]:
    violation = state["case"].get("violation")
    respondents = state["parties"].get("respondent")
    if not violation or not respondents:
        return {}
    place = the_law().locality(row["locality"])
    lines = place.tiers(violation, place.party_class(respondents[0]["kind"]), clock.today())
    names = {"light": ("从轻", "Light"), "ordinary": ("一般", "Ordinary"), "heavy": ("从重", "Heavy")}
    return {
        line.tier: Text(
            f"{names[line.tier][0]}：{line.facts.zh}（{line.fine[0]:g}—{line.fine[1]:g} 元）",
            f"{names[line.tier][1]}: {line.facts.en} ({line.fine[0]:g}–{line.fine[1]:g} yuan)",
        )
        for line in lines
    }
