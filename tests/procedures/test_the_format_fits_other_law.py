"""Two trials of the format on law of other areas: an information request with a third party, a major decision.

They are laid over the shipped law as a district's overlay would be; no clerk works by them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from yifa.procedures import Cast, Law, examples_of, load_law, run_example
from yifa.procedures.prove import prove

TRIALS = Path(__file__).parent / "trials"
FAMILIES = ("disclosure.request", "decision.major")


@pytest.fixture(scope="module")
def trial() -> Law:
    """The shipped law with the trials laid over it."""
    return load_law(overlay=TRIALS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_property_of_the_trial_is_proved(trial: Law, family: str) -> None:
    assert [p.statement for p in prove(trial.families[family][-1]) if not p.proved] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_examples_of_the_trial_run(trial: Law, family: str, cast_of_examples: Cast) -> None:
    procedure = trial.families[family][-1]
    failures = [
        line
        for path in examples_of(procedure)
        for line in run_example(path, procedure, trial, cast_of_examples).failures
    ]
    assert failures == []
