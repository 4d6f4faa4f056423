"""Mutation, the measure of proof and examples: delete each rule of law in turn, and something must turn red.

A mutant is the text of a procedure with one guard, term, separation of roles, certificate, number
of people, approval or `once` taken away. It is killed when the loader refuses it, a property is no
longer proved, or an example fails.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa.errors import LawError, Text

from .compile import compile_procedure
from .examples import Cast, examples_of, run_example
from .law import Law
from .load import Source
from .model import Procedure
from .prove import prove
from .schema import ProcedureText

__all__ = ["Mutant", "MutationRun", "mutants", "mutate"]

WORDS = {"ground", "mark", "title", "else", "hint"}


@dataclass(frozen=True)
class Mutant:
    """One deletion, said in words, the text without it, and what was taken away."""

    what: str
    data: dict[str, Any]
    taken: Any = None


@dataclass(frozen=True)
class MutationRun:
    """How many mutants were made of a procedure, and which survived."""

    family: str
    made: int
    survivors: tuple[str, ...]


def mutate(procedure: Procedure, law: Law, cast: Cast, limit: int | None = None) -> MutationRun:
    """Run every mutant of a procedure (or each of `limit` spread evenly over them).

    Raises `LawError` where the unchanged text fails already: then a deletion would prove nothing.
    """
    data = procedure.text.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    if _killed(Mutant("nothing", data), procedure, law, cast):
        text = Text("未改动的文本本身就不能通过。", "The unchanged text fails by itself.")
        raise LawError(
            "procedures.mutate", text, where=procedure.folder, expected="yifa law check --examples"
        )
    every = list(_own(procedure, data, law))
    chosen = every if limit is None else every[:: max(1, len(every) // limit)]
    survivors = tuple(m.what for m in chosen if not _killed(m, procedure, law, cast))
    return MutationRun(procedure.family, len(chosen), survivors)


def _own(procedure: Procedure, data: dict[str, Any], law: Law) -> Iterator[Mutant]:
    """The mutants of a version; of one that has a successor, those that are not the successor's too."""
    versions = law.families[procedure.family]
    later = versions[versions.index(procedure) + 1 :] if procedure in versions else ()
    text = later[0].text.model_dump(by_alias=True, exclude_defaults=True, mode="json") if later else {}
    shared = {(mutant.what, _plain(mutant.taken)) for mutant in mutants(text)}
    yield from (each for each in mutants(data) if (each.what, _plain(each.taken)) not in shared)


def _plain(taken: Any) -> str:
    """What was taken away as text, without the words that state no rule: grounds, marks, names, sentences."""
    if isinstance(taken, dict):
        kept = {key: _plain(item) for key, item in taken.items() if key not in WORDS}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return json.dumps([_plain(each) for each in taken]) if isinstance(taken, list) else str(taken)


def _killed(mutant: Mutant, procedure: Procedure, law: Law, cast: Cast) -> bool:
    try:
        text = ProcedureText.model_validate(mutant.data)
        source = _NoSource(Path(procedure.folder))
        changed = compile_procedure(text, procedure.version, procedure.path, source, None)
    except (LawError, ValueError):
        return True
    if any(not proof.proved for proof in prove(changed)):
        return True
    return any(_fails(path, changed, law, cast) for path in examples_of(procedure))


def _fails(path: Path, changed: Procedure, law: Law, cast: Cast) -> bool:
    try:
        return bool(run_example(path, changed, law, cast).failures)
    except (LawError, LookupError, AssertionError):
        # A rule that the mutant lacks was the one thing an example leaned on.
        return True


class _NoSource(Source):
    """Errors in a mutant need no line: being refused is all that counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def where(self, *path: Any) -> str:
        """The folder."""
        return str(self.folder)


def mutants(data: dict[str, Any]) -> Iterator[Mutant]:
    """Every deletion worth making of a procedure's text."""
    yield from _roles(data)
    for section in ("acts", "events"):
        for name, deed in data.get(section, {}).items():
            yield from _deed(data, (section, name), deed)
            for key, outcome in deed.get("outcomes", {}).items():
                yield from _deed(data, (section, name, "outcomes", key), outcome)
    for name, term in data.get("terms", {}).items():
        yield _without(data, ("terms", name), f"term {name}")
        for word in ("pauses", "extend", "restarts", "when", "deems"):
            if term.get(word):
                yield _without(data, ("terms", name, word), f"term {name}: {word}")


def _roles(data: dict[str, Any]) -> Iterator[Mutant]:
    for name, role in data.get("roles", {}).items():
        for word in ("certificate", "at_least", "never_also", "never", "never_in", "only_in", "posts"):
            if role.get(word) and role[word] != 1:
                yield _without(data, ("roles", name, word), f"role {name}: {word}")


def _deed(data: dict[str, Any], spot: tuple[Any, ...], deed: dict[str, Any]) -> Iterator[Mutant]:
    label = ".".join(str(step) for step in spot[1:])
    for word in ("needs", "valid"):
        for place, rule in enumerate(deed.get(word, ())):
            yield _without(data, (*spot, word, place), f"{label}: {word} {rule['if']}")
    for name, spec in deed.get("form", {}).items():
        if spec.get("computed"):
            yield _without(data, (*spot, "form", name, "computed"), f"{label}: {name} computed")
    for name in deed.get("computes", {}):
        yield _without(data, (*spot, "computes", name), f"{label}: {name} computed")
    for word in ("once", "approve", "council"):
        if deed.get(word):
            yield _without(data, (*spot, word), f"{label}: {word}")


def _without(data: dict[str, Any], spot: tuple[Any, ...], what: str) -> Mutant:
    changed = copy.deepcopy(data)
    parent: Any = changed
    for step in spot[:-1]:
        parent = parent[step]
    taken = parent[spot[-1]]
    del parent[spot[-1]]
    return Mutant(f"- {what}", changed, taken)
