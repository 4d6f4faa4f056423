"""What substantive law said when an act was done stands when its docket is folded anew: a rule asks it so that true lets the act through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from yifa.procedures import Law, load_law

VERSIONS = [(p.version, p.family) for p in load_law().versions.values()]


def negated(tree: tuple[Any, ...], positive: bool = True) -> Iterator[str]:
    """The verdicts of law that a rule reads as lawful when they are false."""
    if tree[0] == "not":
        yield from negated(tree[1], not positive)
    elif tree[0] in ("and", "or"):
        for part in tree[1:]:
            yield from negated(part, positive)
    elif tree[0] == "atom" and tree[1].startswith("law.") and not positive:
        yield tree[1]


@pytest.mark.parametrize("version", [v for v, _ in VERSIONS], ids=[f"{f}-{v[:8]}" for v, f in VERSIONS])
def test_no_rule_needs_a_verdict_of_law_to_be_false(law: Law, version: str) -> None:
    procedure = law.version(version)
    found = {
        name
        for outcomes in procedure.branches.values()
        for branch in outcomes.values()
        for rule in (*branch.needs, *branch.valid)
        for name in negated(rule.test.tree)
    }
    assert found == set()
