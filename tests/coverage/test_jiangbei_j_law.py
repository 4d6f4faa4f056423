"""Jiangbei 2024: what leaders must know, study, quiz rounds and the handbook of the law (rows S-J01 to S-J05)."""

from __future__ import annotations

from typing import Any

import pytest

from yifa.indicators.worker import answer

from .office import Office


def test_j01_laws_leaders_must_know(office: Office) -> None:
    """领导干部应知应会党内法规和国家法律清单制度"""
    words: dict[str, Any] = {"version_on": "2021-07-15", "review_by": "2027-03-31"}
    office.enter("leader_law", "Y-1", name="行政处罚法", kind="law", posts="leaders", **words)
    office.enter("leader_law", "Y-2", name="人民调解法", kind="law", posts="community", **words)
    mine = office.page("register", name="leader_law", query={"q": "领导班子成员"})
    assert "行政处罚法" in mine and "人民调解法" not in mine
    for who in ("甲", "乙"):
        office.enter(
            "law_duty", f"{who}—Y-1", name=f"{who}（示例）", post="leaders", law="Y-1", by_day="2026-03-06"
        )
    assert "Y-9" in office.not_entered(
        "law_duty", "丙—Y-9", name="丙（示例）", law="Y-9", by_day="2026-03-06"
    )
    assert '<td data-label="应学人员（在册）">2</td>' in office.page(
        "register", name="leader_law", query={"q": "Y-1"}
    )
    session = office.open("study.session", kind="centre_group", topic="law")
    session.act("record", held_on="2026-03-02", due=2, present=1, leaders=1)
    session.act("note_learner", listed="甲—Y-1")
    assert "已达实到人数" in session.refused("note_learner", listed="乙—Y-1")
    exam = office.open("study.exam", kind="yearly", name="年度考试（示例）")
    exam.act("announce")
    exam.act("enrol", sitter="zhou")
    exam.act("sitting", held_on="2026-03-02", due=1, present=1, passed=1)
    exam.act(
        "enter_result",
        of=exam.entries("enrol")[0]["seq"],
        law_listed="甲—Y-1",
        came=True,
        mark=80,
        passed=True,
    )
    everyone = office.page("register", name="law_duty")
    behind = office.page("register", name="law_duty", query={"short": "1"})
    assert (
        '<td data-label="本年学习">1 / 1</td>' in everyone
        and '<td data-label="本年考试合格">1 / 1</td>' in everyone
    )
    assert "乙—Y-1" in behind and behind.count("0 / 1 不足") == 2 and "甲—Y-1" not in behind
    office.day("2026-03-09")
    assert "register.law_duty/expires_on" in office.terms("overdue")


def test_j02_who_publicises_what_by_when(office: Office) -> None:
    """《江北区2024年国家机关普法责任清单》"""
    office.enter("law_owner", "示例市容条例", owner="城管局（示例）", audience="商户", yearly_sessions=1)
    words: dict[str, Any] = {
        "kind": "publicity",
        "year": 2026,
        "owner": "城管局（示例）",
        "law_listed": "示例市容条例",
        "state": "planned",
    }
    first = office.enter("plan", "PF-1", name="沿街宣讲（示例）", due_on="2026-04-30", **words)
    office.enter("plan", "PF-2", name="以案释法（示例）", due_on="2026-06-30", **words)
    first.act("change", state="done", proof="宣讲记录（示例）")
    row = office.page("register", name="law_owner")
    assert (
        '<td data-label="待开展的普法任务">1</td>' in row
        and '<td data-label="已完成的普法任务">1</td>' in row
    )
    open_, done = (office.page("register", name="plan", query={"q": word}) for word in ("待开展", "已完成"))
    assert "以案释法" in open_ and "沿街宣讲" not in open_ and "2026年6月30日" in open_
    assert (
        "沿街宣讲" in done and "城管局（示例）" in done and "示例市容条例" in done and "以案释法" not in done
    )


def test_j03_handbook_of_the_law(office: Office) -> None:
    """《江北区法治政府建设应知应会手册》"""
    found = office.page("handbook", query={"q": "行政处罚法第四十四条"}).split("部施行")[1]
    assert "决定前告知拟罚内容" in found and "较大数额罚款" not in found
    assert "较大数额罚款" in office.page("handbook", query={"q": "听证权"})
    before = office.page("handbook", query={"q": "行政处罚法/44", "on": "2020-01-02"})
    assert "在决定的期限内履行" in before and "2017年修正" in before and "决定前告知拟罚内容" not in before
    year = office.page("handbook", query={"since": "2026-01-31"})
    assert "法律有变化" in year and "行政执法监督条例" in year.split("将要施行")[0]
    assert "法律变化" in office.page("desk")
    listed = office.enter(
        "leader_law",
        "Y-1",
        name="行政处罚法",
        kind="law",
        posts="leaders",
        version_on="2018-01-01",
        review_by="2027-03-31",
    )
    assert "已修改，应更新" in office.page("handbook") and "依据它的程序" in office.page(
        "handbook", query={"law": "administrative-penalty-law"}
    )
    listed.act("change", version_on="2021-07-15")
    assert "已修改，应更新" not in office.page("handbook")


def test_j04_study_plan_per_unit(office: Office) -> None:
    """将习近平法治思想纳入党委中心组学习"""
    for key in ("DW-1", "DW-2"):
        office.enter("study_unit", key, name=f"示例党委{key}", kind="committee", yearly_sessions=1)
        office.enter("plan", f"XX-{key}", kind="study", year=2026, owner=f"示例党委{key}", study_unit=key, due_on="2026-06-30", state="planned")  # fmt: skip
    one = office.page("register", name="plan", query={"q": "DW-2"})
    assert "XX-DW-2" in one and "XX-DW-1" not in one
    case = office.open(
        "study.session", kind="centre_group", topic="doctrine", listed_unit="DW-1", plan_item="XX-DW-1"
    )
    assert "佐证" in case.refused("record", held_on="2026-03-02", due=9, present=9, leaders=3, evidence=None)
    case.act("record", held_on="2026-03-02", due=9, present=9, leaders=3, evidence="film")
    without = office.page("register", name="study_unit", query={"short": "1"})
    assert "示例党委DW-2" in without and "0 / 1 不足" in without and "示例党委DW-1" not in without
    assert '<td data-label="本年学法场次（均附佐证）">1</td>' in office.page(
        "register", name="plan", query={"q": "XX-DW-1"}
    )
    case.act("check", outcome="disagreed")
    assert "示例党委DW-1" in office.page("register", name="study_unit", query={"short": "1"})


def test_j05_quiz_rounds(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """普法学法答题小程序"""
    office.enter("study_unit", "DW-1", name="示例党委", kind="committee", yearly_sessions=1)
    for place in (1, 2, 3):
        office.enter("exam_question", f"TK-{place}", bank="2026年第1版", place=place)
    quiz = office.open("study.exam", kind="quiz", name="第一轮（示例）", bank="2026年第1版")
    quiz.act("announce")
    quiz.act("draw_questions", size=3, how_many=2, seed="示例种子")
    for place in quiz.said("draw_questions")["places"]:
        quiz.act("ask_question", question=f"TK-{place}", place=place)
    for who in ("zhang", "wang"):
        quiz.act("enrol", sitter=who)
    quiz.act("sitting", held_on="2026-03-02", mode="online", group="staff", due=2, present=2, passed=1)
    for entry, passed in zip(quiz.entries("enrol"), (True, False), strict=True):
        quiz.act("enter_result", of=entry["seq"], unit_listed="DW-1", came=True, mark=60, passed=passed)
    asked = quiz.entries("ask_question")[0]["form"]["question"]
    quiz.act("note_wrong", of=quiz.entries("enrol")[1]["seq"], question=asked)
    (wrong,) = quiz.entries("note_wrong")
    assert "没有再问到答对" in quiz.refused("finish") and quiz.due("again_in")
    quiz.act("ask_again", of=wrong["seq"], outcome="wrong")
    assert "没有再问到答对" in quiz.refused("finish")
    quiz.act("ask_again", of=wrong["seq"], outcome="right")
    quiz.act("finish")
    monkeypatch.setattr("yifa.indicators.client.ask", answer)
    assert (office.figure("quiz_taken"), office.figure("quiz_passed")) == (2, 1)
    for name, number in (("quiz_taken", 2), ("quiz_passed", 1)):
        page = office.page("figure", indicator=name, query={"year": 2026}).split("分列：")[1]
        assert "示例党委（DW-1）</a>" in page and f'<td class="number">{number}</td>' in page
    assert "张伟" in quiz.page() and asked in quiz.page() and "仍答错" in quiz.page()
