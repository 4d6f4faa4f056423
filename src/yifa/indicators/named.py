"""Indicators named in a form: one that does not exist would never be compared with anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.errors import Reason, Text
from yifa.procedures import Law
from yifa.procedures.schema import FormField

from .loading import load_indicators

__all__ = ["unknown_indicators"]


def unknown_indicators(law: Law, fields: Mapping[str, FormField], form: Mapping[str, Any]) -> list[Reason]:
    """A reason at each field of `form` that should name an indicator and names none there is."""
    named = {n: str(form[n]) for n, spec in fields.items() if spec.type == "indicator" and form.get(n)}
    return [
        Reason(
            "form.unreadable",
            Text(f"没有指标“{indicator}”。", f"There is no indicator '{indicator}'."),
            field=field,
        )
        for field, indicator in named.items()
        if indicator not in load_indicators(law)
    ]
