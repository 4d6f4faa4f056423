"""Changes, points and averages: reckoned on acts or on an opening figure, and no value without a base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indicator_samples import Counted, activity, opening_figure, team

from street import Sample
from yifa.procedures import Law

PERCENT = {"zh": "%", "en": "%"}
DRILLS: dict[str, dict[str, Any]] = {
    "drills": {"of": "activity.record/record", "when": [{"field": "case.kind", "is": "drill"}]},
    "talks": {"of": "activity.record/record", "when": [{"field": "case.kind", "is": "publicity"}]},
    "drill_share": {"ratio": {"of": "drills", "over": "both"}, "unit": PERCENT},
    "drills_a_talk": {"ratio": {"of": "drills", "over": "talks"}, "unit": {"zh": "次", "en": "drills"}},
    "both": {"total": ["drills", "talks"]},
    "drills_change": {"change": "drills", "unit": PERCENT},
    "share_points": {"points": "drill_share", "unit": PERCENT},
}


def test_a_change_is_reckoned_on_the_acts_of_the_same_period_a_year_before(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, **DRILLS)
    for at in ("2022-05-09 09:00", "2022-05-10 09:00", "2022-08-01 09:00", "2023-05-08 09:00", "2023-05-09 09:00", "2023-05-10 09:00"):
        activity(standing, "drill", at=at)
    assert counted("drills_change") == 0 and counted("drills_change", "2023-05") == 50
    trace = counted.figure("drills_change", "2023-05").trace
    assert trace["parts"] == {"drills": 3}
    assert trace["before"] == {"from": "2022-05-01", "to": "2022-05-31", "value": 2, "source": "acts", "told": ""}
    assert len(counted.acts("drills_change", "2023-05")) == 3


def test_a_ratio_is_a_percentage_or_in_another_unit_the_plain_quotient(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, **DRILLS)
    assert counted("drills_a_talk") is None
    for kind in ("drill", "drill", "drill", "publicity", "publicity"):
        activity(standing, kind)
    assert (counted("drills_a_talk"), counted("drill_share")) == (1.5, 60)


def test_without_a_base_there_is_no_change(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, **DRILLS)
    activity(standing, "drill")
    assert counted("drills_change") is None and counted("share_points") is None
    opening_figure(standing, "drills", 0)
    assert counted("drills_change") is None
    assert counted.figure("share_points").trace["before"]["value"] is None


def test_an_opening_figure_is_the_base_of_its_whole_year_and_of_the_body_that_published_it(
    law: Law, standing: Sample, tmp_path: Path
) -> None:
    counted = Counted(law, tmp_path, **DRILLS)
    activity(standing, "drill")
    before = counted.figure("drills").trace["watermark"]
    opening_figure(standing, "drills", 4)
    opening_figure(standing, "talks", 1)
    opening_figure(standing, "drills", 100, year=2021)
    assert counted("drills_change") == -75
    assert counted.figure("drills_change").trace["before"]["source"] == "opening"
    assert counted("drills_change", "2023-05") is None
    assert counted("drills_change", as_of=before) is None
    own = standing.street.cast["bodies"]["street"].division.path
    assert counted("drills_change", division=own) == -75
    assert counted("drills_change", division=standing.street.communities[0]) is None


def test_points_are_the_plain_difference_of_two_rates(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, **DRILLS)
    for at in ("2022-05-09 09:00", "2023-05-08 09:00"):
        activity(standing, "drill", at=at)
        activity(standing, "publicity", at=at)
    activity(standing, "publicity", at="2023-05-09 09:00")
    assert counted("drill_share") == 33.33
    assert counted("share_points") == -16.67
    opening_figure(standing, "drill_share", 30.5)
    assert counted("share_points") == 2.83


def test_an_average_is_over_the_whole_months_or_quarters_of_the_period(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(
        law,
        tmp_path,
        **DRILLS,
        monthly={"average": {"of": "both", "per": "month"}},
        quarterly={"average": {"of": "drills", "per": "quarter"}},
        share={"average": {"of": "drill_share", "per": "month"}, "unit": PERCENT},
        members={"average": {"of": "people", "per": "month"}},
        people={"standing": "team", "sum": "members"},
    )
    activity(standing, "drill", at="2023-01-09 09:00")
    activity(standing, "publicity", at="2023-02-09 09:00")
    activity(standing, "drill", at="2023-04-10 09:00")
    team(standing, law, "Q-1", 12, day="2023-07-03")
    assert counted("monthly") == 0.25 and counted("monthly", "2023-01..2023-04") == 0.75
    assert counted("quarterly") == 0.5 and counted("quarterly", "2023-01-02..2023-06-30") == 1
    assert counted("share") == 66.67  # only months with a base have a rate
    assert counted("members") == 6
    assert counted("monthly", "2023-01-02..2023-01-30") is None
    assert len(counted.figure("quarterly").trace["over"]) == 4
