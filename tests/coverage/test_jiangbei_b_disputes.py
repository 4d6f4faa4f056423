"""Jiangbei 2024: disputes, mediation and the ways into it (rows S-J58, …)."""

from __future__ import annotations

from .office import Office

WAYS = {"way": "mediation", "one_clock": False, "centre_decides": False}


def test_j58_all_mediation(office: Office) -> None:
    """大调解工作"""
    matter = office.open("centre.matter", source="window", kind="debt", people=2, listed=False)
    matter.act("register", risk="low")
    matter.act("route", body_to="示例街道人民调解委员会", **WAYS)
    case = office.open(
        "mediation.case", kind="debt", source="own_motion", people_involved=2, where={"parent_id": matter.id}
    )
    case.act("register", content="装修欠款（示例）")
    print(sorted(case.lawful()), matter.stage)
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    case.act("tell_rights", told=True)
    case.act("mediate", held_on="2026-03-02")
    case.act(
        "conclude",
        outcome="agreed_written",
        fee=0,
        amount="12000",
        signed=True,
        sealed=True,
        perform_by="2026-03-20",
    )
    matter.act("result", solved="solved")
    assert case.row["parent_id"] == matter.id and [e["act"] for e in matter.entries("taken_up")] == [
        "taken_up"
    ]
    assert office.figure("disputes_mediated_amount") == 12000 and matter.said("result")["solved"] == "solved"


def test_j59_centre_for_disputes(office: Office) -> None:
    """区矛盾纠纷多元调处中心"""
    matter = office.open("centre.matter", source="window", kind="neighbour", people=2, listed=False)
    matter.act("register", risk="low")
    matter.act("route", body_to="示例社区人民调解委员会", **WAYS)
    matter.act("plan", person="luo", due="2026-03-20")
    case = office.open(
        "mediation.case",
        kind="neighbour",
        source="own_motion",
        people_involved=2,
        where={"parent_id": matter.id},
    )
    case.act("register")
    case.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    office.day("2026-03-23")
    assert "centre.matter/settle_by" in office.terms("overdue")
    matter.act("supervise", why="late")
    case.act("tell_rights", told=True)
    case.act("mediate", held_on="2026-03-23")
    case.act("conclude", outcome="failed", fee=0, ways_told=True)
    matter.act("result", solved="not")
    assert (
        "centre.matter/settle_by" not in office.terms("overdue") and matter.said("supervise")["why"] == "late"
    )
    assert [
        office.figure(name) for name in ("disputes_accepted", "disputes_failed", "mediation_success_rate")
    ] == [1, 1, 0]


def test_j61_head_of_office_comes(office: Office) -> None:
    """“所长来了”"""
    visit = office.open("talk.session", kind="street", subject="“所长来了”示例小区（示例）")
    visit.act("hold", held_on="2026-03-02", people=12, leaders=1, mediated=0, evidence=["film"])
    for words in ("楼道堆物（示例）", "电梯停运（示例）"):
        visit.act("note_matter", kind="help", content=words)
    first, second = visit.children("talk.matter")
    first.act("register", urgent=False)
    first.act("assign")
    first.act("solve", how="solved")
    first.act("report_back", reached="told")
    first.act("close")
    assert visit.said("hold")["leaders"] == 1 and visit.said("matter_over")["result"] == "solved"
    assert (
        office.figure("road_office_sessions"),
        office.figure("deliberation_matters_handled"),
        second.stage,
    ) == (1, 1, "start")


def test_j67_legal_aid(office: Office) -> None:
    """法律援助案件"""
    case = office.open(
        "legalaid.application", kind="labour", matter="wages", group="migrant", channel="window"
    )
    case.act("receive", by_whom="self", charged=0)
    assert "经济困难" in case.refused("decide", outcome="grant", form_of_aid=["representation"])
    case.act("check_means", how="declaration", met=True)
    case.act("decide", outcome="grant", form_of_aid=["representation"])
    assert case.due("appoint_within") == "2026-03-05"
    case.act("appoint", grave=False, years=5)
    case.act("report", result="won", recovered=18600, people=3, papers=True, taken=0)
    case.act("close", allowance=1200)
    assert (office.figure("legal_aid_cases"), office.figure("legal_aid_losses_recovered")) == (1, 18600)
    assert case.said("report")["result"] == "won" and case.stage == "closed"
