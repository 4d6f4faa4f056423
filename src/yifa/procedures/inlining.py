"""Many conditions made into one function, for a verdict that finds no fault.

Asked one by one, each condition costs a call, and so does each fact it names. Here they stand in one function: named
facts are written out where they are read, one that is read twice is worked out once, and the case's own mappings are
local names. It answers whether all hold; which one does not is asked of the conditions themselves.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .expressions import Expression

__all__ = ["together"]

LOCAL = ("standing", "cover", "form", "law")
"""What of an `Env` is read into a local name."""


class _Inliner(ast.NodeTransformer):
    """Writes out `e.fact_named("x")` and shortens `e.standing` to `standing`."""

    def __init__(self, facts: Mapping[str, Expression]) -> None:
        self.facts, self.used = facts, Counter[str]()

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A named fact becomes `(fact_x if fact_x is not None else (fact_x := …))`."""
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == "fact_named"):
            return self.generic_visit(node)
        name = ast.literal_eval(node.args[0])
        self.used[name] += 1
        source = ast.unparse(self.visit(ast.parse(self.facts[name].source, mode="eval").body))
        local = f"fact_{name}"
        once = f"({local} if {local} is not None else ({local} := bool({source})))"
        return ast.parse(once, mode="eval").body

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """The mappings of an `Env` are local names."""
        if isinstance(node.value, ast.Name) and node.value.id == "e" and node.attr in LOCAL:
            return ast.Name(node.attr, ast.Load())
        return self.generic_visit(node)


def together(
    conditions: Iterable[Expression], facts: Mapping[str, Expression], where: str
) -> Callable[[Any], bool]:
    """One function of an `Env` that is true where every condition is; raises `KeyError` where a fact is missing.

    `facts` are the named conditions of the procedure; `where` names the function in a trace.
    """
    inliner = _Inliner(facts)
    parts = [f"({ast.unparse(inliner.visit(ast.parse(one.source, mode='eval').body))})" for one in conditions]
    body = [f"{name} = e.{name}" for name in LOCAL] + [f"fact_{name} = None" for name in inliner.used]
    source = "\n    ".join(
        ["def all_hold(e):", *body, "return bool(" + " and ".join(parts or ["True"]) + ")"]
    )
    # The source is made of checked conditions only: names are quoted, calls are to the `Env`.
    found: dict[str, Any] = {}
    exec(compile(source, f"<{where}>", "exec"), {"__builtins__": {"bool": bool}}, found)  # nosec  # noqa: S102
    function: Callable[[Any], bool] = found["all_hold"]
    return function
