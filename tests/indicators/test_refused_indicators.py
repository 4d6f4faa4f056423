"""An indicator that would count nothing, or something else than it says, is refused with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from indicator_samples import with_indicators

from yifa.errors import LawError
from yifa.indicators.loading import load_indicators
from yifa.procedures import Law

OF = {"of": "activity.record/record"}
FAULTY: dict[str, dict[str, Any]] = {
    "no word": {},
    "two words": {**OF, "standing": "team"},
    "no such act": {"of": "activity.record/dance"},
    "no such field": {**OF, "sum": "dancers"},
    "a field that is not public": {**OF, "when": [{"field": "evidence", "contains": "x"}]},
    "no such fact of the cover": {**OF, "when": [{"field": "case.mood", "is": "x"}]},
    "a choice that is none": {**OF, "when": [{"field": "case.kind", "is": "publicty"}]},
    "a yes asked as text": {**OF, "when": [{"field": "has_procedure", "is": "yes"}]},
    "lacks of a text": {**OF, "when": [{"field": "case.subject", "lacks": ["x"]}]},
    "contains of a text": {**OF, "when": [{"field": "case.subject", "contains": "x"}]},
    "a threshold of a text": {**OF, "when": [{"field": "case.subject", "at_least": 3}]},
    "a condition without a word": {**OF, "when": [{"field": "case.kind"}]},
    "a condition with two words": {**OF, "when": [{"field": "people", "is": 3, "at_least": 3}]},
    "a sum of no number": {**OF, "sum": "held_on"},
    "a sum of things counted once": {**OF, "sum": "people", "distinct": "case"},
    "parties of what has none": {**OF, "distinct": "party"},
    "no such role": {"of": "penalty.summary/decide", "distinct": "party", "role": "juror"},
    "a role without parties": {"of": "penalty.summary/decide", "role": "respondent"},
    "no such register": {"standing": "unicorns"},
    "a register's field that is none": {"standing": "team", "when": [{"field": "mood", "is": "x"}]},
    "a register's field that is not public": {"standing": "team", "when": [{"field": "contact", "is": "x"}]},
    "a register's sum of no number": {"standing": "team", "sum": "name"},
    "a register's outcome": {"standing": "team", "when": [{"field": "outcome", "is": "x"}]},
    "no such family": {"open": "activity.dance"},
    "a field of an act for what is open": {"open": "activity.record", "when": [{"field": "people", "at_least": 3}]},
    "a sum of what is open": {"open": "activity.record", "sum": "people"},
    "a change of nothing": {"change": "no_such_indicator"},
    "a change of itself": {"change": "faulty"},
    "points of a count": {"points": "penalties_imposed"},
    "an average over weeks": {"average": {"of": "penalties_imposed", "per": "week"}},
    "a condition on a total": {"total": ["penalties_imposed"], "when": [{"field": "topic", "is": "x"}]},
    "a word that is none": {**OF, "median": "people"},
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_indicator_is_refused_with_file_and_line(law: Law, tmp_path: Path, fault: str) -> None:
    with pytest.raises(LawError) as told:
        load_indicators(with_indicators(law, tmp_path, {"indicator": "faulty", **FAULTY[fault]}))
    assert "zz_test.yaml:" in str(told.value) and told.value.text.zh and told.value.text.en


def test_a_total_of_a_change_and_a_circle_are_refused(law: Law, tmp_path: Path) -> None:
    change = {"indicator": "a_change", "change": "penalties_imposed"}
    for faulty in (
        [change, {"indicator": "sum_of_it", "total": ["a_change"]}],
        [change, {"indicator": "twice", "change": "a_change"}],
        [{"indicator": "one", "total": ["other"]}, {"indicator": "other", "total": ["one"]}],
    ):
        with pytest.raises(LawError):
            load_indicators(with_indicators(law, tmp_path, *faulty))
