"""Every rule matters: a rule taken away turns something red. A slice; `yifa law mutate` runs them all."""

from __future__ import annotations

import pytest

from shipped_law import LAW
from yifa.procedures import Cast, Law
from yifa.procedures.mutate import mutate

# What a register is made into stands in no file of its own: tests/registers asks that of every register.
FAMILIES = sorted(family for family in LAW.families if not family.startswith("register."))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_rule_taken_away_is_noticed(law: Law, cast_of_examples: Cast, family: str) -> None:
    run = mutate(law.families[family][-1], law, cast_of_examples, limit=4)
    assert run.made and run.survivors == ()


@pytest.mark.parametrize("family", [f for f in FAMILIES if len(LAW.families[f]) > 1])
def test_of_the_law_before_what_it_has_of_its_own_is_noticed(
    law: Law, cast_of_examples: Cast, family: str
) -> None:
    for earlier in law.families[family][:-1]:
        assert mutate(earlier, law, cast_of_examples, limit=4).survivors == ()
