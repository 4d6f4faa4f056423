"""The solver answers as a truth table does."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yifa.procedures.satisfy import Tree, satisfiable

ATOMS = [("done", name) for name in "abcde"]
TREES = st.recursive(
    st.sampled_from([*ATOMS, ("value", "True"), ("value", "False")]),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: ("and", *parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: ("or", *parts)),
    ),
    max_leaves=14,
)


def truth(tree: Tree, values: dict[Any, bool]) -> bool:
    """The tree under one assignment."""
    if tree[0] == "not":
        return not truth(tree[1], values)
    if tree[0] in ("and", "or"):
        parts = [truth(part, values) for part in tree[1:]]
        return all(parts) if tree[0] == "and" else any(parts)
    return tree[1] == "True" if tree[0] == "value" else values[tree]


@given(
    st.lists(TREES, min_size=1, max_size=3), st.sets(st.sampled_from(ATOMS)), st.sets(st.sampled_from(ATOMS))
)
def test_conditions_can_be_true_together_exactly_if_some_assignment_makes_them_so(
    trees: list[Tree], facts: set[Any], tracked: set[Any]
) -> None:
    tables = (dict(zip(ATOMS, row, strict=True)) for row in product((True, False), repeat=len(ATOMS)))
    allowed = (table for table in tables if all(table[atom] is (atom in facts) for atom in tracked))
    expected = any(all(truth(tree, table) for tree in trees) for table in allowed)
    assert satisfiable(trees, facts, tracked) is expected
