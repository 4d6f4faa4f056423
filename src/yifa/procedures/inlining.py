"""Many conditions made into one function, for a verdict that finds no fault.

Asked one by one, each condition costs a call, and so does each fact it names. Here they stand in one function: named
facts are written out where they are read, one that is read twice is worked out once, and the case's own mappings are
local names. `together` answers whether all hold; which one does not is asked of the conditions themselves. `open_fields`
answers which fields of a form are asked for and left empty.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from .expressions import Expression

__all__ = ["open_fields", "together"]

LOCAL = {
    "standing": "e.standing", "cover": "e.cover", "form": "e.form", "law": "e.law", "links": "e.state['links']",
    "params": "e.world.params", "parties": "e.state['parties']",
}  # fmt: skip
"""What of an `Env` is read into a local name."""
OFTEN = 3
"""How often the form of an act is read before a local name for it pays."""


class _Inliner(ast.NodeTransformer):
    """Writes out what an `Env` would be called for: `e.fact_named("x")`, `e.since("a", ("b",))`, `e.of_links("x", "opened")` …"""

    def __init__(
        self, facts: Mapping[str, Expression], amounts: Collection[str], first: _Inliner | None = None
    ) -> None:
        self.facts, self.amounts = facts, amounts
        self.used, self.forms = Counter[str](), Counter[str]()
        self.once = [name for name, times in first.used.items() if times == 1] if first else []
        self.often = [act for act, times in first.forms.items() if times >= OFTEN] if first else []

    def written(self, condition: Expression) -> str:
        """The source of one condition, written out."""
        return f"({ast.unparse(self.visit(ast.parse(condition.source, mode='eval').body))})"

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call that can be written out is; any other stays."""
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        source: str | None = getattr(self, f"_{name}", _stays)(*node.args)
        return node if source is None else ast.parse(source, mode="eval").body

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """`TERM.met or TERM.lapsed`, which most rules on a time to be waited for ask, is asked at once."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Or):
            for place in range(len(node.values) - 2, -1, -1):
                first, second = _term_of(node.values[place]), _term_of(node.values[place + 1])
                if first and second == (first[0], "lapsed") and first[1] == "met":
                    node.values[place : place + 2] = [ast.parse(f"e.over({first[0]!r})", mode="eval").body]
        return node if len(node.values) > 1 else node.values[0]

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """The form of an act that is read again and again has a local name."""
        words = ast.unparse(node)
        if words.startswith("e.standing['") and words.endswith("']['form']"):
            act = words.split("'")[1]
            self.forms[act] += 1
            if act in self.often:
                return ast.Name(f"said_{act}", ast.Load())
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """The mappings of an `Env` are local names."""
        if isinstance(node.value, ast.Name) and node.value.id == "e" and node.attr in LOCAL:
            return ast.Name(node.attr, ast.Load())
        return self.generic_visit(node)

    def _fact_named(self, name: ast.expr) -> str:
        fact = ast.literal_eval(name)
        local = f"fact_{fact}"
        self.used[local] += 1
        source = self.written(self.facts[fact])
        whole = source if _is_boolean(ast.parse(source, mode="eval").body) else f"bool{source}"
        return whole if local in self.once else f"({local} if {local} is not None else ({local} := {whole}))"

    def _since(self, act: ast.expr, later: ast.expr) -> str:
        mine = f"standing[{ast.unparse(act)}]"
        after = [
            f"({other!r} not in standing or {mine}['at'] > standing[{other!r}]['at']"
            f" or {mine}['at'] == standing[{other!r}]['at'] and {mine}['seq'] > standing[{other!r}]['seq'])"
            for other in ast.literal_eval(later)
        ]
        return f"({' and '.join([f'{ast.unparse(act)} in standing', *after])})"

    def _of_links(self, link: ast.expr, attr: ast.expr) -> str | None:
        return f"bool(links.get({ast.unparse(link)}))" if ast.literal_eval(attr) == "opened" else None

    def _of_parties(self, role: ast.expr, attr: ast.expr) -> str | None:
        return f"parties[{ast.unparse(role)}][0]['kind']" if ast.literal_eval(attr) == "kind" else None

    def _of_param(self, name: ast.expr) -> str:
        return f"params[{ast.unparse(name)}]"

    def _of_form(self, name: ast.expr) -> str:
        kept = f"form[{ast.unparse(name)}]"
        return f"({kept} / 100)" if ast.literal_eval(name) in self.amounts else kept

    def _within(self, some: ast.expr, all_: ast.expr) -> str:
        return f"(set({ast.unparse(some)}) <= set({ast.unparse(all_)}))"


def _term_of(node: ast.expr) -> tuple[str, str] | None:
    """The term and what is asked of it, of `e.of_terms("x", "met")`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "of_terms":
        return ast.literal_eval(node.args[0]), ast.literal_eval(node.args[1])
    return None


def _is_boolean(node: ast.expr) -> bool:
    """Whether an expression can be nothing but true or false."""
    if isinstance(node, ast.BoolOp):
        return all(map(_is_boolean, node.values))
    return isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))


def _stays(*_: ast.expr) -> None:
    """A call that is left to the `Env`."""


def together(
    conditions: Iterable[Expression],
    facts: Mapping[str, Expression],
    where: str,
    amounts: Collection[str] = (),
) -> Callable[[Any], bool]:
    """One function of an `Env` that is true where every condition is; raises `LookupError` where a fact is missing.

    `facts` are the named conditions of the procedure, `amounts` the fields of the form kept in fen; `where` names
    the function in a trace.
    """
    asked = list(conditions)

    def lines(inliner: _Inliner) -> list[str]:
        parts = " and ".join([inliner.written(one) for one in asked] or ["True"])
        return [f"return bool({parts})"]

    return _made(lines, facts, amounts, where)


def open_fields(
    fields: Iterable[tuple[str, Expression | None]],
    facts: Mapping[str, Expression],
    where: str,
    amounts: Collection[str] = (),
) -> Callable[[Any], Iterator[str]]:
    """One function of an `Env` that yields, in their order, the fields its form lacks and its case asks for.

    A field comes with its `when`, or None where it is always asked for; one whose `when` asks for a fact that is
    missing is not asked for.
    """
    listed = list(fields)

    def lines(inliner: _Inliner) -> list[str]:
        found = []
        for name, when in listed:
            found.append(f"if {name!r} not in form:")
            if when is not None:
                found += [
                    "    try:",
                    f"        asked = {inliner.written(when)}",
                    "    except LookupError:",
                    "        asked = False",
                ]
            found.append(f"    {'if asked: ' if when is not None else ''}yield {name!r}")
        return [*found, "yield from ()"]

    return _made(lines, facts, amounts, where)


def _made(
    lines: Callable[[_Inliner], list[str]],
    facts: Mapping[str, Expression],
    amounts: Collection[str],
    where: str,
) -> Callable[[Any], Any]:
    """The function of these lines, with a local name for whatever they read; what is read once needs none."""
    first = _Inliner(facts, amounts)
    lines(first)
    inliner = _Inliner(facts, amounts, first)
    found = lines(inliner)
    text = "\n".join([*found, *(["standing"] if inliner.often else [])])
    body = [f"{name} = {source}" for name, source in LOCAL.items() if name in text]
    body += [
        f"said_{act} = standing[{act!r}]['form'] if {act!r} in standing else {{}}" for act in inliner.often
    ]
    body += [f"{name} = None" for name in inliner.used if name not in inliner.once]
    source = "\n    ".join(["def function(e):", *body, *found])
    # The source is made of checked conditions only: names are quoted, calls are to the `Env`.
    made: dict[str, Any] = {}
    known = {"bool": bool, "set": set, "LookupError": LookupError}
    exec(compile(source, f"<{where}>", "exec"), {"__builtins__": known}, made)  # nosec  # noqa: S102
    function: Callable[[Any], Any] = made["function"]
    return function
