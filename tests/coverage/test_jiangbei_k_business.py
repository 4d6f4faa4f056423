"""Jiangbei 2024: service points, promises to business, measures, visits, offences by field (rows S-J19 to S-J24)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office


def test_j19_service_within_fifteen_minutes(office: Office) -> None:
    """“15分钟政务服务圈”"""
    home: dict[str, Any] = {"kind": "residential", "floors": 20, "total_area": 9000, "let_area": 0, "firms": 0}
    office.enter("building", "L-1", name="近楼", flats=150, longitude="117.600", latitude="39.000", **home)
    office.enter("building", "L-2", name="远楼", flats=50, longitude="117.640", latitude="39.000", **home)
    office.enter("service_point", "Z-1", name="示例便民服务站", kind="station", longitude="117.605", latitude="39.000")
    office.enter("service_point", "M-1", name="示例菜市场", kind="market", longitude="117.641", latitude="39.000")
    shown = office.page("circle")
    stations = next(row for row in shown.split("<tr><td>")[1:] if "站" in row.split("</td>")[0])
    assert shown.count("<circle") == 4 and "示例便民服务站" in shown and "75%" in stations
    office.enter("service_point", "Z-2", name="示例二站", kind="station", longitude="117.641", latitude="39.000")
    assert "100%" in next(line for line in office.page("circle").split("<tr><td>")[1:] if "站" in line.split("</td>")[0])


def test_j20_promises_of_the_conference(office: Office) -> None:
    """营商环境大会"""
    group = office.open("decision.group", by="liu", name="营商环境大会（示例）")
    group.act("set_up")
    group.act("meet", present=80)
    for what, due in (("上线一件事（示例）", "2026-06-30"), ("清理欠款（示例）", "2026-05-29")):
        group.act("set_task", what=what, owner="luo", due_on=due)
    first, second = group.children("decision.task")
    office.open("decision.task", matter="别处的任务（示例）", source="leader", due_on="2026-12-31")
    for task in (first, second):
        task.act("give", handler="luo", unit="党政综合办公室")
    first.act("report_done", by="luo")
    first.act("check", outcome="agreed")
    office.day("2026-06-01")
    rows = office.page("ledger", family="decision.task", query={"arose_from": "营商环境大会（示例）"}).split("<tr><td ")[1:]
    assert not any("别处的任务" in row for row in rows)
    states = {what: next(row for row in rows if what in row) for what in ("上线一件事", "清理欠款")}
    assert "已完成" in states["上线一件事"] and "办理中" in states["清理欠款"] and "2026年5月29日" in states["清理欠款"]
    assert office.terms("overdue") == ["decision.task/due"]
    group.act("meet", present=80)
    assert (group.said("meet")["tasks_over"], group.said("meet")["tasks_open"]) == (1, 1)


def test_j21_measures_requests_grants(office: Office) -> None:
    """《江北区打造最优营商环境20条》"""
    for n in range(1, 21):
        told: dict[str, Any] = {"kind": "award", "papers": "申请表", "ceiling": 50000, "document": "最优营商环境20条（示例）", "until": "2026-12-31"}
        office.enter("support_measure", f"ZY-{n:02}", name=f"第{n}条（示例）", conditions=f"条件{n}（示例）", **told)
    page = office.page("register", name="support_measure")
    assert office.figure("support_measures_listed") == 20 and "条件20（示例）" in page
    assert "ZY-21" in office.not_opened("enterprise.measure", listed_measure="ZY-21", ceiling=50000)
    cases = [office.open("enterprise.measure", kind="award", ceiling=50000, listed_measure="ZY-03", measure="第3条（示例）") for _ in range(2)]
    for case, met in zip(cases, (True, False), strict=True):
        case.act("apply")
        more: dict[str, Any] = {} if met else {"not_met": "不在本区登记（示例）"}
        case.act("check", published=True, reviewed=True, conditions_met=met, amount=30000 if met else 0, **more)
    assert "条件" in cases[1].refused("decide", outcome="grant", amount=30000)
    cases[0].act("decide", outcome="grant", amount=30000)
    cases[1].act("decide", outcome="refuse", why="conditions")
    ledger = office.page("ledger", family="enterprise.measure", query={"listed_measure": "ZY-03"})
    assert all(case.number in ledger for case in cases) and office.figure("measures_granted_amount") == 30000


def test_j22_each_enterprise_has_its_official(office: Office) -> None:
    """“百千万”联系服务经营主体"""
    codes = ("91990101MA0000001Y", "91990101MA00000022")
    for code, name, who in zip(codes, ("示例甲公司", "示例乙公司"), ("luo", "he"), strict=True):
        office.enter("enterprise", code, name=name, kind="company", address="示例路1号", official=who)
    seen: dict[str, Any] = {"planned": True, "willing": True, "inspected": False, "asked_papers": False, "levied": False}
    for _ in range(2):
        case = office.open("enterprise.request", kind="finance", source="visit", listed=codes[0])
        case.act("visit", by="luo", **seen)
    case.act("take_request", hard=False)
    assert case.due("answer_within") > "2026-03-02"
    short = office.page("register", name="enterprise", query={"short": "1"})
    assert "示例乙公司" in short and "示例甲公司" not in short and "何" in short
    shown = office.page("register", name="enterprise", query={"q": "示例甲公司"})
    assert ">2 / 1<" in shown and '<td data-label="本年受理诉求">1</td>' in shown
    assert (office.figure("enterprises_on_register_visited"), office.figure("enterprises_on_register")) == (1, 2)
    assert office.figure("enterprises_visit_coverage_rate") == 50


def warned(office: Office, violation: str, campaign: str | None = None) -> CaseAt:
    """A warning on the spot, perhaps within a campaign."""
    words: dict[str, Any] = {"campaign": campaign} if campaign else {}
    if violation == "littering":
        words["where"] = {"capacity": "handed_over"}
    else:
        words |= {"where": {"capacity": "entrusted", "field": "市监"}, "parties": {"respondent": ["organisation:示例药店"]}}
    case = office.open("penalty.summary", violation=violation, act_date="2026-03-02", channel="patrol", **words)
    case.act("find", certificates_shown=True, age="adult")
    case.act("tell", proposed_kinds=["warning"], told_all=True)
    case.act("decide", outcome="penalise", kinds=["warning"])
    return case


FIELDS = ("penalty_cases_food", "penalty_cases_drug_device", "penalty_cases_special_equipment")


def test_j23_total_is_the_sum_of_the_fields(office: Office) -> None:
    """查处食品违法案件 / “两品一械” / 特种设备违法案件"""
    for violation in ("food_goods_not_checked", "food_goods_not_checked", "drug_rules_not_kept", "littering"):
        warned(office, violation)
    assert [office.figure(field) for field in FIELDS] == [2, 1, 0]
    assert office.figure("penalty_cases_three_fields") == sum(office.figure(field) for field in FIELDS) == 3
    whole, *parts = (office.command("trace", name, "--year", "2026", "--json") for name in ("penalty_cases_three_fields", *FIELDS))
    assert sorted(act["case"] for act in whole) == sorted(act["case"] for acts in parts for act in acts)


def test_j24_campaign_and_field_from_the_same_cases(office: Office) -> None:
    """《2024民生领域案件查办“铁拳”行动实施方案》"""
    both = warned(office, "food_goods_not_checked", "iron_fist")
    warned(office, "food_goods_not_checked")
    warned(office, "drug_rules_not_kept", "iron_fist")
    warned(office, "drug_rules_not_kept", "safety")
    assert (office.figure("campaign_cases"), office.figure("penalty_cases_food"), office.figure("penalty_cases_drug_device")) == (2, 2, 2)
    traced = [office.command("trace", name, "--year", "2026", "--json") for name in ("campaign_cases", "penalty_cases_food")]
    assert all(both.id in [act["case"] for act in acts] for acts in traced)
    campaigns = office.command("trace", "penalty_cases_food", "--year", "2026", "--by", "case.campaign")
    offences = office.command("trace", "campaign_cases", "--year", "2026", "--by", "case.violation")
    assert "iron_fist" in campaigns and "food_goods_not_checked" in offences and "drug_rules_not_kept" in offences
    assert "铁拳" in both.page("zhang")
