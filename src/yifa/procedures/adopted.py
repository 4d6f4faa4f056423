"""Local values that an act turns on and the place has not adopted: such an act is refused, naming the value and its ground.

Nothing stands in for a value nobody set: no default, no other place's. What the place has not adopted stops exactly
the acts that turn on it: those whose rules or fields ask for it, and those that would start or extend a term of that length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from yifa.errors import Reason, Text

from .env import Env
from .expressions import MissingParam
from .model import Branch, Procedure
from .schema import ProcedureText

__all__ = ["read_through_facts", "unadopted"]


def unadopted(branch: Branch, env: Env) -> list[Reason]:
    """One reason for each local value the act turns on that the place has not adopted; none where it has them all."""
    procedure = env.procedure
    if len(env.world.params) >= len(procedure.text.params):
        return []
    found: dict[str, None] = {}
    for test in (*(rule.test.run for rule in (*branch.needs, *branch.valid)), *_fields(branch, env)):
        if (name := _missed(test, env)) is not None:
            found[name] = None
    for name in _of_terms(procedure, branch, env):
        if name not in env.world.params:
            found[name] = None
    return [_reason(procedure, branch, name) for name in found]


def _fields(branch: Branch, env: Env) -> Iterator[Callable[[Any], Any]]:
    """What the fields ask for: when, what they come to, and lists of choices that the place sets."""
    yield from (condition.run for condition in (*branch.conditions.values(), *branch.computed.values()))
    for spec in branch.fields.values():
        if isinstance(spec.of, str) and spec.of.startswith("param."):
            yield partial(_listed, spec.of.removeprefix("param."))


def _listed(name: str, env: Env) -> Any:
    return env.of_param(name)


def _missed(test: Callable[[Any], Any], env: Env) -> str | None:
    """The local value a condition asks for in vain, as far as it is evaluated at all."""
    try:
        test(env)
    except MissingParam as missing:
        return missing.name
    except KeyError:
        return None
    return None


def _of_terms(procedure: Procedure, branch: Branch, env: Env) -> Iterator[str]:
    """The values asked for by terms this act starts or extends; a term of which only the act itself can tell counts."""
    document = env.form.get("document") if "serves" in branch.marks else None
    for trigger in (branch.act, f"{branch.act}.{branch.outcome}", f"{document}.served"):
        for name in procedure.triggers.starts.get(trigger, ()):
            when = procedure.terms[name].when
            if when is None or _may_hold(when.run, env):
                yield from _lengths(procedure, name)
        for name in procedure.triggers.extends.get(trigger, ()):
            yield from (p for by, _, p, _ in procedure.terms[name].extensions if by == branch.act and p)


def _may_hold(when: Callable[[Any], Any], env: Env) -> bool:
    try:
        return bool(when(env))
    except KeyError:
        return True


@lru_cache(maxsize=4096)
def _lengths_of(version: str, name: str, held: _Held) -> tuple[str, ...]:
    procedure = held.procedure
    term = procedure.terms[name]
    read = [
        test.text
        for test in (term.when, *(condition for condition, _, _ in term.lengths))
        if test is not None
    ]
    own = [param for _, _, param in term.lengths if param]
    return tuple(dict.fromkeys([*own, *read_through_facts(read, procedure.text, "param.")]))


class _Held:
    """A procedure beside the key of a cache."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def __hash__(self) -> int:
        return hash(self.procedure.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.procedure.version == self.procedure.version


def _lengths(procedure: Procedure, name: str) -> tuple[str, ...]:
    """The values a term turns on: its length, and what its conditions ask for."""
    return _lengths_of(procedure.version, name, _Held(procedure))


def read_through_facts(texts: Iterable[str], text: ProcedureText, prefix: str) -> tuple[str, ...]:
    """The names after `prefix` (`lookup.`, `param.`) that conditions read, also through the facts they name."""
    waiting, read, seen = list(texts), set[str](), set[str]()
    while waiting:
        words = set(re.findall(r"[a-z_][a-z0-9_.]*", waiting.pop()))
        read |= {word.removeprefix(prefix) for word in words if word.startswith(prefix)}
        fresh = {word for word in words if word in text.facts} - seen
        seen |= fresh
        waiting += [text.facts[word].if_ for word in sorted(fresh)]
    return tuple(sorted(read))


def _reason(procedure: Procedure, branch: Branch, name: str) -> Reason:
    params: Mapping[str, Any] = procedure.text.params
    spec = params[name]
    text = Text(
        f"本地尚未采用“{spec.title.zh}”的数值，不能办理“{branch.title.zh}”；请先依据有权机关的规定写入本地目录。",
        f"This place has not adopted '{spec.title.en}', on which '{branch.title.en}' turns: enter it first, from the rule that sets it.",
    )
    return Reason("param.unadopted", text, spec.ground or branch.ground or procedure.text.ground)
