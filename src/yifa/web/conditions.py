"""When a field is asked for, as far as the page itself can tell: so that the script shows it only then.

A rule is JSON: `{"field": F, "in": [...]}`, `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}`; None where only the law
can tell, and then the field is always shown. What the cover says is known, and decided here. What may be asked is decided by the law when the form comes back.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from yifa import clock
from yifa.procedures import Branch, Env, Procedure, World, holds
from yifa.procedures.schema import FormField, Means

__all__ = ["as_it_stands", "rules_of"]


Facts = Mapping[str, Any]
TRUE: dict[str, Any] = {"all": []}
FALSE: dict[str, Any] = {"any": []}


def rules_of(
    fields: Mapping[str, FormField], means: Mapping[str, Means] | None = None, case: Facts | None = None
) -> dict[str, Any]:
    """The rule of each field that has one, with what the cover (`case`) says; of a service (with `means`), the proofs of the means that is chosen."""
    known = case or {}
    rules = {name: rule for name, spec in fields.items() if spec.when and (rule := _rule(spec.when, known))}
    if means and "means" in fields:
        wanted: dict[str, list[str]] = {}
        for key, one in means.items():
            day = [one.effect] if isinstance(one.effect, str) and one.effect != "same_day" else []
            for name in {n for proof in [*one.proof, *day] for n in proof.split("|")}:
                wanted.setdefault(name, []).append(key)
        rules |= {n: {"field": "means", "in": keys} for n, keys in wanted.items() if n in fields}
    return rules


def as_it_stands(
    fields: Mapping[str, FormField], branch: Branch, procedure: Procedure, state: dict[str, Any]
) -> dict[str, FormField]:
    """The fields an act's page asks for: without those whose `when` turns on the case alone and does not hold, the others of these always."""
    env = Env(procedure, state, World(), clock.now().isoformat(timespec="seconds"))
    found = dict(fields)
    for name in fields.keys() & branch.conditions.keys():
        if branch.fields[name] is not fields[name] or not _of_the_case(fields[name].when or "", procedure):
            continue
        if holds(branch.conditions[name], env):
            found[name] = fields[name].model_copy(update={"when": None})
        else:
            del found[name]
    return found


def _of_the_case(text: str, procedure: Procedure) -> bool:
    """Whether a condition asks nothing but the cover and the acts done: what is written on the form decides nothing there."""
    names = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
    return bool(names) and names <= {"case", *procedure.branches}


def _rule(text: str, case: Facts) -> Any:
    try:
        return _read(ast.parse(text, mode="eval").body, case)
    except SyntaxError:
        return None


def _read(node: ast.expr, case: Facts) -> Any:
    match node:
        case ast.Attribute(value=ast.Name(id="case"), attr=name):
            return (TRUE if case[name] else FALSE) if isinstance(case.get(name), bool) else None
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [part for value in values if (part := _read(value, case))]
            return {"all": parts} if parts else None
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = [_read(value, case) for value in values]
            return {"any": parts} if all(parts) else None
        case ast.UnaryOp(op=ast.Not(), operand=ast.Attribute() as operand) if _field(operand):
            return {"field": _field(operand), "in": ["no"]}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _read(operand, case)
            return {"not": inner} if inner else None
        case ast.Attribute() if _field(node):
            return {"field": _field(node), "in": ["yes"]}
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right, case)
    return None


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, case: Facts) -> Any:
    """`form.x == 'a'`, `form.x in ['a', 'b']`, `'a' in form.x`, and each of them denied; the same of the cover, whose words are known."""
    if isinstance(op, (ast.In, ast.NotIn)) and isinstance(left, ast.Constant):
        left, right = right, ast.List([left], ast.Load())
    values = _values(right)
    if values is None or not isinstance(op, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)):
        return None
    rule: Any
    if isinstance(left, ast.Attribute) and isinstance(left.value, ast.Name) and left.value.id == "case":
        said = case.get(left.attr)
        if not isinstance(said, (str, list)):
            return None
        rule = TRUE if set(values).intersection([said] if isinstance(said, str) else said) else FALSE
    elif name := _field(left):
        rule = {"field": name, "in": values}
    else:
        return None
    return {"not": rule} if isinstance(op, (ast.NotEq, ast.NotIn)) else rule


def _field(node: ast.expr) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id="form"), attr=name):
            return name
    return ""


def _values(node: ast.expr) -> list[str] | None:
    listed = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in listed):
        return None
    return [str(one.value) for one in listed if isinstance(one, ast.Constant)]
