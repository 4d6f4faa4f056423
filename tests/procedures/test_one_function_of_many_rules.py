"""The one function of all rules of an act answers as the rules do one by one, in every act of every example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shipped_law import LAW
from yifa.procedures import Branch, Cast, Env, Law, examples_of, run_example
from yifa.procedures.expressions import compile_expression
from yifa.procedures.inlining import together


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool, bool]]]:
    """What the one function said beside what its rules say, for every verdict asked."""
    found: list[tuple[str, bool, bool]] = []
    whole: Any = Branch.__dict__["all_needs"].func

    def both(self: Branch) -> Any:
        function = whole(self)

        def answer(env: Env) -> bool:
            single = all(_holds(rule.test, env) for rule in self.needs)
            try:
                said = bool(function(env))
            except LookupError:
                said = False
            found.append((f"{self.act}.{self.outcome}", said, single))
            return said

        return answer

    monkeypatch.setattr(Branch, "all_needs", property(both))
    yield found


def _holds(condition: Any, env: Env) -> bool:
    try:
        return bool(condition.run(env))
    except KeyError:
        return False


@pytest.mark.parametrize("family", sorted(LAW.families))
def test_in_every_example_both_say_the_same(
    law: Law, cast_of_examples: Cast, family: str, compared: list[tuple[str, bool, bool]]
) -> None:
    for procedure in law.families[family]:
        for path in examples_of(procedure):
            run_example(path, procedure, law, cast_of_examples)
    assert [each for each in compared if each[1] != each[2]] == []
    assert family.startswith("register.") or compared


def test_one_condition_never_takes_in_the_next(law: Law) -> None:
    """`A or B`, and beside it `C`, is not `A or (B and C)`."""
    names = law.families["penalty.ordinary"][-1].names
    rules = [compile_expression(words, names, None, "here") for words in ("decide or notify", "conclude")]
    both = together(rules, {}, "here")
    assert [both(_Standing(*acts)) for acts in (("decide",), ("decide", "conclude"), ("conclude",))] == [
        False,
        True,
        False,
    ]


class _Standing:
    """A case in which these acts stand, and nothing else is known."""

    def __init__(self, *acts: str) -> None:
        self.standing = dict.fromkeys(acts)
        self.cover, self.form, self.law = {}, {}, {}  # type: ignore[var-annotated]
