"""The words of `of`: facts of the cover, each value or party once, sums; each with what it counts and what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from indicator_samples import Counted, activity, enter_lives, known_person, opening_figure

from street import Sample
from yifa.procedures import Law

FINE = {"violation": "littering", "fine": 50, "tier": "light", "party": "person"}


def test_a_fact_of_the_cover_narrows_a_count_and_a_sum(law: Law, standing: Sample, tmp_path: Path) -> None:
    kind = [{"field": "case.kind", "is": "drill"}]
    of = {"of": "activity.record/record"}
    counted = Counted(
        law,
        tmp_path,
        drills={**of, "when": kind},
        drilled={**of, "when": kind, "sum": "people"},
        all_kinds=of,
        some={**of, "when": [{"field": "case.kind", "in": ["drill", "round"]}, {"field": "people", "at_least": 30}]},
        subjects={**of, "distinct": "case.kind"},
    )
    activity(standing, "drill", 20)
    activity(standing, "drill", 30)
    activity(standing, "publicity", 500)
    activity(standing, "round", 40)
    activity(standing, "drill", 1000, at="2022-05-08 09:00")
    activity(standing, "drill", 1000, training=True)
    found = {name: counted(name) for name in ("drills", "drilled", "all_kinds", "some", "subjects")}
    assert found == {"drills": 2, "drilled": 50, "all_kinds": 4, "some": 2, "subjects": 3}
    assert counted("drills", "2023-05") == 2 and counted("drills", "2023-06") == 0 and counted("drills", "2022") == 1
    assert [one.amount for one in counted.acts("drilled")] == [20, 30]


def test_a_fact_of_the_cover_reaches_acts_that_are_exported_later(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, checked={"of": "activity.record/check", "when": [{"field": "case.kind", "is": "drill"}]})
    case_id = activity(standing, "drill")
    assert counted("checked") == 0
    standing.do(case_id, "check", "2023-05-09 09:00", {"checker": [standing.id("li")]}, {"outcome": "agreed"}, "li")
    other = activity(standing, "round")
    standing.do(other, "check", "2023-05-09 09:00", {"checker": [standing.id("li")]}, {"outcome": "agreed"}, "li")
    assert counted("checked") == 1


def test_an_identified_party_counts_once_and_an_unidentified_one_once_a_case(law: Law, standing: Sample, tmp_path: Path) -> None:
    of = {"of": ["penalty.summary/decide", "penalty.summary/tell"], "distinct": "party"}
    counted = Counted(law, tmp_path, people=of, respondents={**of, "role": "respondent"})
    for number in ("A1", "A1", "A2"):
        standing.decided(parties=[known_person(number)])
    standing.decided()
    standing.decided()
    standing.decided(parties=[known_person("A3")], training=True)
    standing.opened(parties=[known_person("A4")])
    assert counted("people") == counted("respondents") == 4
    assert counted.figure("people").trace["count"] == 10
    assert counted("people", "2022") == 0


def test_an_act_about_one_party_counts_that_party_alone(law: Law, standing: Sample, tmp_path: Path) -> None:
    words = {"kind": "neighbour", "source": "request"}
    counted = Counted(
        law,
        tmp_path,
        parties={"of": "mediation.case/accept", "distinct": "party"},
        withdrew={"of": "mediation.case/withdraw", "distinct": "party", "role": "party"},
    )
    enter_lives(standing, law, "mediation_withdrawn", 3, words)
    assert counted("parties") == 6 and counted("withdrew") == 3


@pytest.mark.parametrize(("script", "words"), [("summary_revoked", {}), ("summary_penalty", {"year": 2022}), ("summary_penalty", {"training": True})])
def test_what_does_not_count_is_no_party_either(law: Law, standing: Sample, tmp_path: Path, script: str, words: dict[str, object]) -> None:
    counted = Counted(law, tmp_path, fined={"of": "penalty.summary/decide.penalise", "distinct": "party"})
    enter_lives(standing, law, script, 2, FINE, **words)
    assert counted("fined") == 0


def test_an_opening_figure_is_no_act_of_its_year(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, entered={"of": "figures.opening/enter", "when": [{"field": "case.indicator", "is": "penalties_imposed"}]})
    opening_figure(standing, "penalties_imposed", 4)
    opening_figure(standing, "grid_filed", 4)
    assert counted("entered") == 1 and counted("entered", "2022") == 0
