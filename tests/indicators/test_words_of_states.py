"""`standing` and `open`: what stood on the last day of the period, traced to the acts that brought it about."""

from __future__ import annotations

from pathlib import Path

from indicator_samples import Counted, activity, enter_lives, keep, team

from street import Sample
from yifa.docket.models import Act
from yifa.procedures import Law

FINE = {"violation": "littering", "fine": 50, "tier": "light", "party": "person"}


def test_items_in_force_on_the_last_day_are_counted_and_summed(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(
        law,
        tmp_path,
        teams={"standing": "team"},
        rapid={"standing": "team", "when": [{"field": "kind", "is": "rapid"}]},
        people={"standing": "team", "sum": "members"},
        large={"standing": "team", "when": [{"field": "members", "at_least": 20}]},
    )
    first = team(standing, law, "Q-1", 12)
    team(standing, law, "Q-2", 30, "dispute")
    gone = team(standing, law, "Q-3", 8)
    team(standing, law, "Q-4", 99, day="2024-02-01")
    keep(standing, gone, "remove", "2023-10-09")
    keep(standing, first, "change", "2023-11-01", members=15)
    assert [counted("teams", p) for p in ("2023", "2023-09", "2023-02", "2024-02")] == [2, 3, 0, 3]
    assert counted("rapid") == 1 and counted("rapid", "2023-09") == 2
    assert counted("people") == 45 and counted("people", "2023-10") == 42 and counted("people", "2023-09") == 50
    assert counted("large") == 1
    traced = counted.acts("people")
    assert [one.amount for one in traced] == [15, 30]
    assert {Act.objects.get(pk=one.act).act for one in traced} == {"enter"}
    assert counted.figure("teams").trace["count"] == 2


def test_each_value_of_a_field_once_without_those_that_ever_meet_a_condition(law: Law, standing: Sample, tmp_path: Path) -> None:
    large = [{"field": "members", "at_least": 20}]
    counted = Counted(
        law,
        tmp_path,
        kinds={"standing": "team", "distinct": "kind"},
        small={"standing": "team", "distinct": "kind", "never": large},
    )
    team(standing, law, "Q-1", 12)
    team(standing, law, "Q-2", 15)
    disputes = team(standing, law, "Q-3", 8, "dispute")
    assert (counted("kinds"), counted("small")) == (2, 2)
    keep(standing, disputes, "change", "2023-11-01", members=25)
    assert (counted("kinds"), counted("small"), counted("small", "2023-10")) == (2, 1, 2)
    (traced,) = counted.acts("small")
    assert traced.amount is None and Act.objects.get(pk=traced.act).act == "enter"


def test_a_corrected_value_of_an_item_is_the_value_it_had(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, people={"standing": "team", "sum": "members"})
    case_id = team(standing, law, "Q-1", 12)
    form = {"of": 1, "fields": {"members": 21}, "reason": "抄错（示例）"}
    standing.do(case_id, "rectify", "2023-03-02 09:00", {"keeper": [standing.id("li")]}, form, "li")
    assert counted("people") == 21


def test_an_item_entered_again_after_its_removal_counts_once(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, teams={"standing": "team"})
    keep(standing, team(standing, law, "Q-1", 12), "remove", "2023-04-03")
    team(standing, law, "Q-1", 14, day="2023-05-04")
    assert [counted("teams", p) for p in ("2023-03", "2023-04", "2023")] == [1, 0, 1]


def test_open_cases_are_those_begun_and_not_ended_by_the_last_day(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(
        law,
        tmp_path,
        open_penalties={"open": "penalty.summary"},
        open_activities={"open": ["activity.record"], "when": [{"field": "case.kind", "is": "drill"}]},
    )
    standing.decided()
    standing.decided(training=True)
    enter_lives(standing, law, "summary_penalty", 3, FINE)
    closed = activity(standing, "drill")
    activity(standing, "round")
    assert [counted("open_penalties", p) for p in ("2022", "2023-05-03", "2023-05-04", "2023")] == [0, 0, 1, 1]
    assert counted("open_penalties", "2023-06-01..2023-06-01") == 2
    assert counted("open_activities") == 1
    standing.do(closed, "check", "2023-05-10 09:00", {"checker": [standing.id("li")]}, {"outcome": "agreed"}, "li")
    assert [counted("open_activities", p) for p in ("2023-05-09", "2023-05-10")] == [1, 0]
    (traced,) = counted.acts("open_penalties")
    assert (traced.seq, Act.objects.get(pk=traced.act).act) == (0, "open")


def test_a_state_is_that_of_the_watermark_it_is_asked_for(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, teams={"standing": "team"}, open_penalties={"open": "penalty.summary"})
    team(standing, law, "Q-1", 12)
    standing.decided()
    at = counted.figure("teams").trace["watermark"]
    team(standing, law, "Q-2", 12)
    standing.decided()
    assert (counted("teams"), counted("open_penalties")) == (2, 2)
    assert (counted("teams", as_of=at), counted("open_penalties", as_of=at)) == (1, 1)


def test_a_state_is_of_the_division_and_the_body_asked_for(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(law, tmp_path, open_penalties={"open": "penalty.summary"})
    here, there = standing.street.communities[:2]
    standing.decided()
    standing.decided(division=there)
    street = standing.street.cast["divisions"]["990101001"].path
    body = standing.street.cast["bodies"]["street"].pk
    assert [counted("open_penalties", division=each) for each in (here, there, street)] == [1, 1, 2]
    assert [counted("open_penalties", body_id=each) for each in (body, body + 1)] == [2, 0]


def test_cases_begun_and_those_that_wait_for_an_act(law: Law, standing: Sample, tmp_path: Path) -> None:
    counted = Counted(
        law,
        tmp_path,
        begun={"begun": "penalty.summary"},
        undecided={"open": "penalty.summary", "until": ["penalty.summary/decide"]},
        unrevoked={"open": "penalty.summary", "until": ["penalty.summary/revoke"]},
    )
    standing.decided()
    standing.decided(training=True)
    enter_lives(standing, law, "summary_revoked", 2, FINE)
    assert [counted("begun", p) for p in ("2023-04", "2023-05", "2023-06", "2023")] == [0, 1, 2, 3]
    assert counted("undecided") == 0, "a decision taken back was made all the same"
    assert counted("unrevoked") == 1, "a case that has ended waits for the act it never had"
    (traced,) = counted.acts("begun", "2023-05")
    assert (traced.seq, Act.objects.get(pk=traced.act).act) == (0, "open")
