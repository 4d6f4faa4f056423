"""Counts without cases, and last year's figures from paper: both enter through the door, both say what they are."""

from __future__ import annotations

from typing import Any

import pytest

from street import RECORDING, Sample, moment
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.verify import verify
from yifa.errors import Refused
from yifa.indicators.figures import figures
from yifa.indicators.opening import compare, opening_figures
from yifa.procedures import Law


def activity(sample: Sample, **words: Any) -> int:
    """A talk for 120 people, recorded by Luo."""
    form = {
        "held_on": "2023-05-06",
        "sessions": 1,
        "people": 120,
        "evidence": [RECORDING],
        "has_procedure": "no",
        **words,
    }
    cover = sample.cover(procedure="activity.record", facts={"kind": "publicity", "subject": "民法典进社区（示例）"}, parties=[], capacity="own",
                         field="", opened_at=moment("2023-05-08 09:00"))  # fmt: skip
    record = Command(
        "record", {"organiser": [sample.id("luo")]}, form, at=moment("2023-05-08 09:00"), paper="示例"
    )
    return open_case(cover, record, sample.id("liu")).case_id


def opening(sample: Sample, indicator: str, value: float, year: int = 2022) -> int:
    """A figure of a published report, approved by the head."""
    cover = sample.cover(procedure="figures.opening", facts={"indicator": indicator, "year": year}, parties=[], capacity="own", field="",
                         opened_at=moment("2023-05-08 09:00"))  # fmt: skip
    people = {"clerk": [sample.id("luo")], "head": [sample.id("liu")]}
    enter = Command(
        "enter",
        people,
        {"value": value, "source": "2022年度报告第3页（示例）"},
        at=moment("2023-05-08 09:00"),
        paper="示例",
    )
    return open_case(cover, enter, sample.id("liu")).case_id


def values(law: Law) -> dict[str, Any]:
    return {figure.indicator: figure for figure in figures(law, 2023)}


def test_a_talk_for_120_people_is_one_act_with_quantities_and_counts_until_it_is_struck(
    law: Law, standing: Sample
) -> None:
    case_id = activity(standing)
    other = activity(standing, people=80)
    standing.do(
        other, "check", "2023-05-09 08:30", {"checker": [standing.id("li")]}, {"outcome": "agreed"}, "li"
    )
    found = values(law)
    assert (found["publicity_sessions"].value, found["publicity_people"].value) == (2, 200)
    form = {"outcome": "disagreed", "reason": "佐证不符（示例）"}
    standing.do(case_id, "check", "2023-05-09 09:00", {"checker": [standing.id("li")]}, form, "li")
    found = values(law)
    assert (found["publicity_sessions"].value, found["publicity_people"].value) == (1, 80)
    assert verify().broken == ()


def test_what_has_a_procedure_is_never_counted_as_an_activity(standing: Sample) -> None:
    with pytest.raises(Refused):
        activity(standing, has_procedure="yes")


def test_a_change_is_reckoned_on_an_opening_figure_which_says_that_it_is_one(
    law: Law, standing: Sample
) -> None:
    standing.decided()
    opening(standing, "penalties_imposed", 4)
    entered = opening_figures(2022)
    compared = compare(values(law)["penalties_imposed"], None, entered)
    assert compared is not None and (compared.previous, compared.source, compared.percent) == (
        4,
        "opening",
        -75.0,
    )
    assert "2022年度报告" in compared.told
    assert {f.indicator: f.value for f in figures(law, 2022)}["penalties_imposed"] == 0


def test_a_change_from_nothing_has_no_rate_and_a_struck_figure_is_no_base(law: Law, standing: Sample) -> None:
    standing.decided()
    case_id = opening(standing, "penalties_imposed", 0)
    figure = values(law)["penalties_imposed"]
    compared = compare(figure, None, opening_figures(2022))
    assert compared is not None and compared.percent is None
    standing.do(
        case_id,
        "strike",
        "2023-05-09 09:00",
        {"head": [standing.id("liu")]},
        {"reason": "抄错（示例）"},
        "liu",
    )
    assert opening_figures(2022) == {} and compare(figure, None, {}) is None
