"""`lacks`: a list that holds none of the words asked for; asked of groups and of rows with the same answer."""

from __future__ import annotations

from pathlib import Path

import ibis
import pytest
from indicator_samples import Counted, enter_lives
from pydantic import ValidationError

from street import Sample
from yifa.indicators.definition import Filter
from yifa.indicators.engine import met
from yifa.indicators.grouping import meets
from yifa.procedures import Law

FINE = {"violation": "littering", "fine": 50, "tier": "light", "party": "person"}
ROWS = [{"f_kinds": value} for value in ('["fine"]', '["warning", "fine"]', '["fine_more"]', "[]", None)]


@pytest.mark.parametrize(
    ("lacks", "held"),
    [
        (["fine"], [False, False, True, True, True]),
        (["warning"], [True, False, True, True, True]),
        (["warning", "fine_more"], [True, False, False, True, True]),
    ],
)
def test_a_list_lacks_what_it_does_not_hold_whole(lacks: list[str], held: list[bool]) -> None:
    condition = Filter(field="kinds", lacks=lacks)
    assert [meets(condition, row) for row in ROWS] == held
    table = ibis.memtable(ROWS, schema={"f_kinds": "string"})
    found = table.mutate(held=met(table, condition)).held
    assert ibis.duckdb.connect().to_pyarrow(found).to_pylist() == held


@pytest.mark.parametrize("once", [{}, {"distinct": "case"}])
def test_what_a_decision_lacks_narrows_a_count(law: Law, standing: Sample, tmp_path: Path, once: dict[str, str]) -> None:
    of = {"of": "penalty.summary/decide.penalise", **once}
    counted = Counted(
        law,
        tmp_path,
        fined_alone={**of, "when": [{"field": "kinds", "contains": "fine"}, {"field": "kinds", "lacks": ["warning"]}]},
        not_fined={**of, "when": [{"field": "kinds", "lacks": ["fine"]}]},
    )
    enter_lives(standing, law, "summary_penalty", 2, FINE)
    assert (counted("fined_alone"), counted("not_fined")) == (2, 0)


def test_lacks_stands_alone() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Filter(field="kinds", lacks=["fine"], contains="warning")
