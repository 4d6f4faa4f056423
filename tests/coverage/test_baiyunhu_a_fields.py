"""Baiyunhu 2020: campaigns and places (rows S-B24 to S-B32, S-B44 to S-B46)."""

from __future__ import annotations

from yifa.docket.door import Command, perform

from .case_at import CaseAt
from .office import Office


def campaign(office: Office, kind: str, census: str = "yes") -> CaseAt:
    """A campaign that runs."""
    case = office.open("hazard.campaign", kind=kind, name="专项行动（示例）", census=census)
    case.act("propose", until="2026-06-30", from_on="2026-03-02", quotas="no")
    case.act("launch", outcome="allow")
    return case


def surveyed(running: CaseAt, number: str, **words: str) -> CaseAt:
    """A place surveyed in the campaign and put on file."""
    running.act(
        "survey_place", **{"place_number": number, "waterside": "no", "found_on": "2026-03-02", **words}
    )
    place = running.children("hazard.premises")[-1]
    place.act("check_place", area="120", state="现状（示例）")
    return place


def test_b30_internet_finance(office: Office) -> None:
    """互联网金融整顿"""
    running = campaign(office, "other")
    first, second = (surveyed(running, number, kind="enterprise") for number in ("金融-1", "金融-2"))
    joined = {"role": "operator", "key": "operator1", "kind": "organisation"}
    perform(
        first.id,
        Command(
            "name_operator", {"handler": [office.id("li")]}, {}, at=office.tick(), joined=joined, paper="示例"
        ),
        office.id("li"),
    )
    first.act("treat", what="约谈、停止新增业务（示例）", voluntary="agreed")
    first.act("settle", outcome="rectified", seen="yes")
    second.act("nothing", reason="没有从事金融业务（示例）")
    assert [(p.row["stage"], p.entries("treat") != []) for p in running.children("hazard.premises")] == [
        ("rectified", True),
        ("nothing_due", False),
    ]
    assert first.number in running.page() and second.number in running.page()
    assert "state" in first.entries("check_place")[-1]["sealed"]


def test_b44_counterfeits(office: Office) -> None:
    """打假百日攻坚行动"""
    running = campaign(office, "counterfeit")
    place = surveyed(running, "涉假-1", kind="counterfeit")
    running.act("record_action", held_on="2026-03-02", people_sent=30, places_visited=12, coercion="no")
    running.act("record_case", found_on="2026-03-02", handed_to="market", what="假冒皮具（示例）")
    place.act("treat", what="拆除（示例）", voluntary="agreed")
    place.act("settle", outcome="demolished", seen="yes", area_demolished="120")
    running.act("complete_census", counted=1)
    names = (
        "counterfeit_campaign_actions",
        "counterfeit_cases_uncovered",
        "counterfeit_premises_demolished",
        "counterfeit_area_demolished",
    )
    assert [office.figure(name) for name in names] == [1, 1, 1, 120]
    assert (
        place.row["parent_id"] == running.id
        and running.said("premises_settled")
        and place.number in running.page()
    )
    running.act("close", findings="示例")
    assert running.stage == "closed"


def test_b45_scattered_polluters(office: Office) -> None:
    """“散乱污”整治"""
    running = campaign(office, "pollution")
    ways = [("relocated", {}), ("closed", {}), ("demolished", {"area_demolished": "50"}), ("upgraded", {})]
    places = [surveyed(running, f"散乱污-{n}", kind="polluting") for n in range(5)]
    for place, (outcome, more) in zip(places, ways, strict=False):
        place.act("treat", voluntary="agreed")
        place.act("settle", outcome=outcome, seen="yes", **more)
    running.act("complete_census", counted=5)
    assert "整治结果" in running.refused("close")
    places[0].refused("settle", outcome="closed", seen="yes")
    parts = [
        office.figure(f"polluting_premises_{word}")
        for word in ("relocated", "closed", "demolished", "upgraded")
    ]
    assert (
        parts == [1, 1, 1, 1]
        and office.figure("polluting_premises_rectified") == sum(parts)
        and office.figure("polluting_premises_found") == 5
    )
    assert {p.stage for p in places} == {"relocated", "closed_down", "demolished", "upgraded", "checked"}
