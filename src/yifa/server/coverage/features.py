"""What a row may rest on: a feature of the product, named so that it can be looked up, and taken away in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from yifa.indicators.loading import load_indicators
from yifa.intake.channels import channels
from yifa.procedures import Law, Procedure
from yifa.web.urls import urlpatterns

__all__ = ["KINDS", "Feature", "known_features"]

KINDS: Mapping[str, str] = {
    "procedure": "family", "act": "family/act or family/act.outcome", "field": "family/act.field or family/case.field",
    "needs": "family/act or family/act.outcome", "term": "family/term", "document": "family/document",
    "register": "name", "indicator": "name", "page": "name of the address", "channel": "name", "command": "name, or name and subcommand",
}  # fmt: skip
"""Kinds of feature, and how each is named. `act` covers events, `needs` the rules that hold an act back."""


class Feature(NamedTuple):
    """One feature: what kind it is, and its name."""

    kind: str
    name: str

    def __str__(self) -> str:
        """As it stands in the file."""
        return f"{self.kind}: {self.name}"


def known_features(law: Law, commands: Iterable[str]) -> Mapping[str, Callable[[str], bool]]:
    """For each kind, whether there is a feature of a name. `commands` are those of `yifa`, subcommands after a space."""
    indicators, offered = load_indicators(law), set(commands)
    pages = {str(pattern.name) for pattern in urlpatterns}
    return {
        "procedure": lambda name: name in law.families,
        "act": lambda name: _in_law(law, name, _has_act),
        "field": lambda name: _in_law(law, name, _has_field),
        "needs": lambda name: _in_law(law, name, _has_needs),
        "term": lambda name: _in_law(law, name, lambda procedure, term: term in procedure.terms),
        "document": lambda name: _in_law(
            law, name, lambda procedure, paper: paper in procedure.text.documents
        ),
        "register": lambda name: name in law.registers,
        "indicator": lambda name: name in indicators,
        "page": lambda name: name in pages,
        "channel": lambda name: name in channels(law),
        "command": lambda name: name in offered,
    }


def _in_law(law: Law, name: str, has: Callable[[Procedure, str], bool]) -> bool:
    family, _, part = name.partition("/")
    return any(has(procedure, part) for procedure in law.families.get(family, ()))


def _branches(procedure: Procedure, part: str) -> list[Any]:
    """The branches that `act` or `act.outcome` names."""
    act, _, outcome = part.partition(".")
    found = procedure.branches.get(act, {})
    return [branch for name, branch in found.items() if not outcome or name == outcome]


def _has_act(procedure: Procedure, part: str) -> bool:
    return bool(_branches(procedure, part))


def _has_needs(procedure: Procedure, part: str) -> bool:
    return any(branch.needs for branch in _branches(procedure, part))


def _has_field(procedure: Procedure, part: str) -> bool:
    act, _, field = part.rpartition(".")
    if act == "case":
        return field in procedure.text.case
    return any(field in branch.fields for branch in _branches(procedure, act))
