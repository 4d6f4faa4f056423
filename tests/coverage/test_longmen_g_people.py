"""Longmen 2023: files of those helped, and how they are graded, checked and visited (rows S-L26, S-L27, S-L28)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def opened(office: Office) -> CaseAt:
    """A file of help, opened and told."""
    file = office.open("aid.file", group="youth", by="shen", parties={"person": ["示例少年"]})
    file.act(
        "open_file",
        by={"keeper": "shen", "head": "zhou"},
        reason="失学在家",
        told=True,
        handler="luo",
        review_by="2026-06-30",
        delete_by="2027-03-01",
    )
    return file


def test_l26_one_file_a_person(office: Office) -> None:
    """“一人一档”"""
    file = opened(office)
    said = file.said("open_file")
    assert (said["handler"], said["review_by"], said["delete_by"]) == (
        office.who("luo"),
        "2026-06-30",
        "2027-03-01",
    ) and "失学在家" not in file.page()
    assert (file.due("review_within"), file.due("delete_by")) == ("2026-06-30", "2027-03-01")
    office.post(
        "reveal",
        {"seq": str(file.entries("open_file")[0]["seq"]), "why": "制定帮扶计划（示例）"},
        "shen",
        case_id=file.id,
    )
    page = file.page()
    assert "谁看过个人信息" in page and "制定帮扶计划（示例）" in page and "沈洁" in page
    assert "半年之内" in file.refused(
        "review_file", by={"keeper": "shen", "head": "zhou"}, next_review="2027-06-30"
    )
    office.day("2027-03-02")
    assert {"aid.file/delete_by", "aid.file/review_within"} <= set(
        office.terms("overdue")
    ) and "应当删除" in file.refused(
        "review_file", by={"keeper": "shen", "head": "zhou"}, next_review="2027-06-30"
    )
    file.act("delete_file", by={"keeper": "shen", "head": "zhou"}, why="expired")
    assert file.stage == "deleted"


def test_l27_levels_set_by_people(office: Office) -> None:
    """重点人员分类分级管控、风险评估等动态管理机制"""
    file = opened(office)
    assert not file.entries("set_level") and "系统不给任何人自动定级" in office.page(
        "procedure", family="aid.file"
    )
    assert "半年之内" in file.refused(
        "set_level", by={"keeper": "shen", "head": "zhou"}, level="weekly", review_by="2026-12-31"
    )
    file.act(
        "set_level",
        by={"keeper": "shen", "head": "zhou"},
        **{"class": "work"},
        level="weekly",
        reason="正在找工作（示例）",
        review_by="2026-06-30",
    )
    (level,) = file.entries("set_level")
    assert (
        level["by"] == {"keeper": [office.who("shen")], "head": [office.who("zhou")]}
        and file.due("level_within") == "2026-06-30"
    )
    assert "没有待答复" in file.refused("answer_check", outcome="right", by="zhou")
    file.act("ask_check", party="person1", asks="为什么是每周（示例）")
    assert file.due("answer_within") == "2026-03-23"
    file.act("answer_check", outcome="corrected", by="zhou", answer="改为每月（示例）")
    office.day("2026-07-01")
    assert "aid.file/level_within" in office.terms("overdue")
    file.act(
        "set_level",
        by={"keeper": "shen", "head": "zhou"},
        **{"class": "work"},
        level="monthly",
        reason="已就业（示例）",
        review_by="2026-12-31",
    )
    assert [entry["form"]["level"] for entry in file.entries("set_level")] == ["weekly", "monthly"]


def test_l28_help_planned_and_recorded(office: Office) -> None:
    """特殊人群和重点青少年的服务管理"""
    file = opened(office)
    assert "没有帮扶计划" in file.refused("record_help", by="shen", how="visit", next_on="2026-03-09")
    file.act(
        "plan_help",
        by="shen",
        what=["school", "counsel"],
        helpers=["luo"],
        next_by="2026-03-05",
        plan="联系学校",
    )
    assert file.due("help_by") == "2026-03-05" and file.refused(
        "record_help", by="shen", how="visit", next_on="2026-03-09"
    )
    file.act("record_help", by="luo", how="visit", done="已谈妥复学", next_on="2026-03-12")
    assert (
        file.due("help_by") == "2026-03-12"
        and file.said("record_help")["how"] == "visit"
        and "已谈妥复学" not in file.page()
    )
    for stranger in ("qin", "zhang", "gao"):
        assert office.client(stranger).get(f"/cases/{file.id}/").status_code in (403, 404)
    assert file.number in office.page("case", "luo", case_id=file.id)
    file.act("ask_stop", party="person1")
    assert "不得再走访" in file.refused("record_help", by="luo", how="visit", next_on="2026-03-20")
