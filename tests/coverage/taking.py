"""A feature taken away, as if it had never been built: what a row's test must notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from yifa.indicators import breaking, figures
from yifa.intake.channels import channels
from yifa.procedures import Branch, Law, Procedure
from yifa.server.cli import COMMANDS, yifa
from yifa.server.coverage.features import Feature
from yifa.web.urls import urlpatterns

Patch = pytest.MonkeyPatch


def take_away(patch: Patch, law: Law, feature: Feature) -> None:
    """Take one feature out of the law as loaded, the pages or the commands, until `patch` is undone."""
    family, _, part = feature.name.partition("/")
    if feature.kind in IN_PROCEDURES:
        change = IN_PROCEDURES[feature.kind]
        _changed(patch, law, family, lambda procedure: change(procedure, part))
    else:
        ELSEWHERE[feature.kind](patch, law, feature.name)


def _changed(patch: Patch, law: Law, family: str, change: Callable[[Procedure], Procedure]) -> None:
    """Every version of a family changed in place, so that whoever holds the law sees it."""
    changed = tuple(change(procedure) for procedure in law.families[family])
    patch.setitem(law.families, family, changed)  # type: ignore[arg-type]
    for procedure in changed:
        patch.setitem(law.versions, procedure.version, procedure)  # type: ignore[arg-type]


def _each(procedure: Procedure, part: str, change: Callable[[Branch], Branch | None]) -> Procedure:
    """The branches that `act` or `act.outcome` names, each changed or (None) dropped."""
    act, _, outcome = part.partition(".")
    kept = {
        name: change(b) if not outcome or name == outcome else b
        for name, b in procedure.branches.get(act, {}).items()
    }
    branches = {name: b for name, b in kept.items() if b is not None}
    rest = {name: bs for name, bs in procedure.branches.items() if name != act}
    return replace(procedure, branches={**rest, **({act: branches} if branches else {})})


def _act(procedure: Procedure, part: str) -> Procedure:
    return _each(procedure, part, lambda _: None)


def _needs(procedure: Procedure, part: str) -> Procedure:
    return _each(procedure, part, lambda branch: replace(branch, needs=()))


def _field(procedure: Procedure, part: str) -> Procedure:
    act, _, field = part.rpartition(".")
    if act == "case":
        kept = {name: spec for name, spec in procedure.text.case.items() if name != field}
        return replace(procedure, text=procedure.text.model_copy(update={"case": kept}))

    def without(branch: Branch) -> Branch:
        return replace(branch, fields={name: spec for name, spec in branch.fields.items() if name != field})

    return _each(procedure, act, without)


def _term(procedure: Procedure, part: str) -> Procedure:
    starts = {
        tag: tuple(term for term in terms if term != part) for tag, terms in procedure.triggers.starts.items()
    }
    return replace(procedure, triggers=replace(procedure.triggers, starts=starts))


def _document(procedure: Procedure, part: str) -> Procedure:
    branches = {
        act: {name: replace(b, issues=tuple(paper for paper in b.issues if paper != part)) for name, b in bs.items()}
        for act, bs in procedure.branches.items()
    }  # fmt: skip
    return replace(procedure, branches=branches)


def _family(patch: Patch, law: Law, name: str) -> None:
    patch.delitem(law.families, name)  # type: ignore[arg-type]


def _register(patch: Patch, law: Law, name: str) -> None:
    patch.delitem(law.registers, name)  # type: ignore[arg-type]
    patch.delitem(law.families, f"register.{name}")  # type: ignore[arg-type]


def _indicator(patch: Patch, law: Law, name: str) -> None:
    load = figures.load_indicators
    for module in (figures, breaking):
        patch.setattr(
            module, "load_indicators", lambda of: {key: each for key, each in load(of).items() if key != name}
        )


def _page(patch: Patch, law: Law, name: str) -> None:
    def gone(request: Any, **words: Any) -> Any:
        raise Http404

    for pattern in urlpatterns:
        if pattern.name == name:
            patch.setattr(pattern, "callback", gone)


def _channel(patch: Patch, law: Law, name: str) -> None:
    patch.delitem(channels(law), name)  # type: ignore[arg-type]


def _command(patch: Patch, law: Law, name: str) -> None:
    top, _, below = name.partition(" ")
    if not below:
        patch.delitem(COMMANDS, top)
        return
    group: Any = yifa.get_command(None, top)  # type: ignore[arg-type]
    patch.delitem(group.commands, below)


IN_PROCEDURES: Mapping[str, Callable[[Procedure, str], Procedure]] = {
    "act": _act, "needs": _needs, "field": _field, "term": _term, "document": _document,
}  # fmt: skip
ELSEWHERE: Mapping[str, Callable[[Patch, Law, str], None]] = {
    "procedure": _family, "register": _register, "indicator": _indicator, "page": _page, "channel": _channel, "command": _command,
}  # fmt: skip
