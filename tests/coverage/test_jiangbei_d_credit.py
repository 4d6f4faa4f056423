"""Jiangbei 2024: firms by their public record, and visits booked (rows S-J49, S-J79, S-J89)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office


def graded(office: Office, firm: str, penalties: int, **more: Any) -> CaseAt:
    """A firm classed by its public record."""
    case = office.open("credit.grading", firm=firm, parties={"subject": [firm]}, **more)
    case.act(
        "gather",
        penalties=penalties,
        abnormal=False,
        serious=False,
        source="国家企业信用信息公示系统（示例）",
        by="luo",
    )
    case.act("grade", rule="示例规则", by="luo")
    return case


def test_j79_class_gives_the_checks(office: Office) -> None:
    """以“信用”为基础的分级分类监管"""
    good, poor = graded(office, "示例甲公司", 0), graded(office, "示例乙公司", 3)
    assert (good.said("grade")["tier"], good.said("grade")["per_year"]) == ("a", 1)
    assert (poor.said("grade")["tier"], poor.said("grade")["per_year"]) == ("c", 3)
    poor.act("gather", penalties=3, abnormal=False, serious=False, by="luo")
    assert "per_year" not in poor.refused("grade", tier="a", by="luo") and "监管类别" in poor.refused(
        "grade", tier="a", by="luo"
    )
    poor.act("grade", by="luo")
    poor.act("object", party="subject1")
    assert poor.due("answer_within") == "2026-03-16"
    poor.act("answer", outcome="corrected")
    poor.act("gather", penalties=0, abnormal=False, serious=False, by="luo")
    poor.act("grade", by="luo")
    assert (
        poor.said("grade")["tier"] == "a"
        and "年度日常检查次数" in poor.page()
        and office.figure("firms_graded") == 2
    )


def test_j49_credit_of_tenants(office: Office) -> None:
    """“信用+商务楼宇”"""
    building = office.enter(
        "building", "L-1", name="示例大厦", kind="office", floors=9, total_area=900, let_area=0, firms=2
    )
    graded(office, "示例甲公司", 0, building="L-1")
    tenant = graded(office, "示例乙公司", 1, building="L-1")
    graded(office, "别处的公司", 3)
    shown = building.page("luo")
    assert (
        "示例甲公司" in shown
        and "守信" in shown
        and "示例乙公司" in shown
        and "一般" in shown
        and "别处的公司" not in shown
    )
    tenant.act("object", party="subject1")
    assert "异议待核实" in building.page("luo")
    tenant.act("answer", outcome="kept")
    assert tenant.stage == "graded" and "国家企业信用信息公示系统" in tenant.page("luo")


def test_j89_visits_booked(office: Office) -> None:
    """金融犯罪警示教育基地"""
    base = office.enter(
        "training_base", "YD-1", name="示例警示教育基地", kind="education_base", yearly_sessions=12
    )
    visit = office.open("publicity.booking", base="YD-1", parties={"booker": ["示例单位"]})
    visit.act("book", party="booker1", wish_on="2026-03-05", expected=30)
    visit.act("confirm", visit_on="2026-03-05", by="luo")
    assert visit.due("visit_day") == "2026-03-05" and "还没有到参观日期" in visit.refused(
        "record_visit", people=28, by="luo"
    )
    office.day("2026-03-05")
    visit.act("record_visit", people=28, by="luo")
    other = office.open("publicity.booking", base="YD-1", parties={"booker": ["示例学校"]})
    other.act("book", party="booker1", wish_on="2026-03-06", expected=300)
    other.act("decline", by="luo")
    assert (visit.stage, other.stage) == ("visited", "declined")
    assert (office.figure("base_visits_booked"), office.figure("base_visitors")) == (2, 28)
    assert visit.number in base.page()
