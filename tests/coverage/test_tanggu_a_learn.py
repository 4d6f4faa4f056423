"""Tanggu 2023: how the office learns, plans and accounts (rows S-T01 to S-T09)."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from yifa.files.sheets import write_xlsx

from .office import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def study(office: Office, by: str | None = None, **facts: object) -> None:
    """A study session held today."""
    case = office.open("study.session", by=by, **{"kind": "centre_group", **facts})
    case.act("record", by=by, held_on="2026-03-02", due=12, present=11, leaders=5)


def test_t01_study_group_by_topic(office: Office) -> None:
    """街道党工委理论学习中心组"""
    for topic in ("doctrine", "law", "law"):
        study(office, topic=topic)
    apart = ("rule_of_law_study_sessions", "legal_study_sessions_centre_group")
    assert [office.figure(name) for name in apart] == [1, 2]
    last = office.find("study.session")[-1]
    last.act("check", outcome="disagreed")
    assert [office.figure(name) for name in apart] == [1, 1] and last.cover["topic"] == "law"


def test_t02_committees_and_their_sessions(office: Office) -> None:
    """集体法治学习研讨"""
    for key in ("DW-1", "DW-2"):
        office.enter("study_unit", key, name=f"示例党委{key}", kind="committee", yearly_sessions=1)
    for _ in range(2):
        study(office, by="gao", kind="discussion", topic="law", listed_unit="DW-1")
    everyone, none = (
        office.page("register", name="study_unit"),
        office.page("register", name="study_unit", query={"short": "1"}),
    )
    assert "2 / 1" in everyone and '<td data-label="本年到会人次">22</td>' in everyone
    assert "示例党委DW-2" in none and "0 / 1 不足" in none and "示例党委DW-1" not in none
    assert office.figure("legal_study_discussions") == 2


def test_t03_online_courses(office: Office) -> None:
    """\"干部在线\"平台"""
    office.enter(
        "online_course", "KC-1", name="行政处罚法解读", platform="干部在线", people_due=3, due_on="2026-11-30"
    )
    head = ["人员—课程", "姓名", "科室（社区）", "课程名称", "课程编号（在册）", "结果", "合格日期"]
    rows = [
        ["甲—1", "甲（示例）", "党政办", "行政处罚法解读", "KC-1", "已合格", "2026-03-01"],
        ["乙—1", "乙（示例）", "司法所", "行政处罚法解读", "KC-1", "未通过（尚未合格）", ""],
    ]
    upload = SimpleUploadedFile("成绩.xlsx", write_xlsx("成绩", head, rows), XLSX)
    preview = office.post("register-sheet", {"file": upload}, "luo", name="course_result").content.decode()
    token = re.search(r'name="sheet" value="([^"]+)"', preview)
    assert token
    office.post("register-sheet", {"sheet": token[1]}, "luo", name="course_result")
    open_ones = office.page("register", name="course_result", query={"q": "尚未合格"})
    assert "乙（示例）" in open_ones and "甲（示例）" not in open_ones
    assert "1 / 3 不足" in office.page("register", name="online_course", query={"short": "1"})
    assert office.listed("course_result")["甲—1"]["passed_on"] == "2026-03-01"


def test_t04_points_tasks_and_report(office: Office) -> None:
    """年度工作要点"""
    words = {
        "kind": "points",
        "year": 2026,
        "owner": "司法所（示例）",
        "due_on": "2026-06-30",
        "state": "planned",
    }
    for key in ("要点1", "要点2"):
        office.enter("plan", key, name=f"{key}（示例）", **words)
    group = office.open("decision.group", by="liu", name="法治工作领导小组（示例）")
    group.act("set_up")
    group.act("set_task", what="编制清单（示例）", point="要点1", owner="luo", due_on="2026-06-30")
    (task,) = group.children("decision.task")
    task.act("give", handler="luo", unit="司法所（示例）")
    assert task.due("due") == "2026-06-30" and task.cover["point"] == "要点1"
    task.act("report_done")
    task.act("check", outcome="agreed")
    page = office.page("register", name="plan", query={"q": "要点1"})
    assert '<td data-label="交办的任务">1</td>' in page and '<td data-label="已完成的任务">1</td>' in page
    office.find("register.plan")[0].act("change", state="done", proof=task.number)
    report = "".join(office.command("report", "--year", "2026", "--json")["text"])
    assert "由要点交办任务1项，经核对已完成1项" in report
    assert "年度工作要点共2项，已完成1项，待开展1项，改期0项，未完成0项，完成率50.0%" in report


def test_t05_late_tasks_at_each_session(office: Office) -> None:
    """定期听取工作进展"""
    group = office.open("decision.group", by="liu", name="法治工作领导小组（示例）")
    group.act("set_up")
    for what, day in (("甲项（示例）", "2026-03-20"), ("乙项（示例）", "2026-06-30")):
        group.act("set_task", what=what, owner="luo", due_on=day)
    for task in group.children("decision.task"):
        task.act("give", handler="luo", unit="司法所（示例）")
    office.day("2026-03-23")
    first = group.entries("set_task")[0]["seq"]
    assert "还没有登记会议" in group.refused(
        "decide_task", of=first, late=True, decided="urge", until_on="2026-03-31"
    )
    assert (
        group.page().count("已逾期") == 1
        and "2026年3月20日" in group.page()
        and "decision.task/due" in office.terms("overdue")
    )
    group.act("meet", present=9)
    group.act("decide_task", of=first, late=True, decided="urge", until_on="2026-03-31")
    said = group.said("decide_task")
    assert (said["of"], said["decided"], said["until_on"]) == (
        first,
        "urge",
        "2026-03-31",
    ) and "督办，限期完成" in group.page()


def test_t06_duties_of_the_head(office: Office) -> None:
    """《党政主要负责人履行推进法治建设第一责任人职责规定》"""
    for key in ("ZZ-1", "ZZ-2"):
        office.enter("head_duty", key, name=f"示例职责{key}", source="示例条款")
    account = office.open("duty.account", year=2026, leader="liu", due_on="2027-01-20", oral=False)
    account.act("call")
    assert "没有可汇的内容" in account.refused("draw_up")
    account.act("add_evidence", duty="ZZ-1", done_on="2026-03-02", what="主持研究两次（示例）", proof="film")
    missing = office.page("register", name="head_duty", query={"short": "1"})
    assert "示例职责ZZ-2" in missing and "示例职责ZZ-1" not in missing
    account.act("draw_up")
    assert (
        account.entries("draw_up")[-1]["documents"]
        and account.said("add_evidence")["what"] == "主持研究两次（示例）"
    )
    account.act("hand_in", by="liu", covers=["study", "problems"], studied=12)
    assert account.stage == "handed_in"


def test_t07_reports_due(office: Office) -> None:
    """报告制度"""
    report = office.enter(
        "report_duty",
        "BG-1",
        name="年度法治政府建设情况报告",
        recipient="区委、区政府",
        must_publish=True,
        due_on="2026-03-06",
    )
    office.day("2026-03-04")
    assert "register.report_duty/expires_on" in office.terms("near") and "区委、区政府" in office.page(
        "register", name="report_duty"
    )
    office.day("2026-03-09")
    assert "register.report_duty/expires_on" in office.terms("overdue")
    report.act("change", sent_on="2026-03-09", link="https://example.org/report")
    report.act("renew", due_on="2027-03-01")
    assert "register.report_duty/expires_on" not in office.terms("overdue")
    assert "https://example.org/report" in office.page("register", name="report_duty", query={"q": "BG-1"})


def test_t08_examination_from_a_bank(office: Office) -> None:
    """学法用法考试"""
    for place in range(1, 6):
        office.enter("exam_question", f"TK-{place}", bank="2026年第1版", place=place)
    exam = office.open("study.exam", kind="yearly", name="年度考试（示例）", bank="2026年第1版")
    exam.act("announce")
    exam.act("draw_questions", size=5, how_many=2, seed="骰子四六一")
    drawn = exam.said("draw_questions")["places"]
    out = next(place for place in range(1, 6) if place not in drawn)
    assert "没有被抽中" in exam.refused("ask_question", question=f"TK-{out}", place=out)
    for place in drawn:
        exam.act("ask_question", question=f"TK-{place}", place=place)
    for who in ("zhang", "wang"):
        exam.act("enrol", sitter=who)
    exam.act("sitting", held_on="2026-03-02", mode="onsite", group="staff", due=2, present=1, passed=1)
    first, second = (entry["seq"] for entry in exam.entries("enrol"))
    exam.act("enter_result", of=first, came=True, mark=80, passed=True)
    assert "还有人没有登记结果" in exam.refused("finish")
    exam.act("enter_result", of=second, came=False)
    exam.act("finish")
    assert (office.figure("exam_roster_attendance_rate"), office.figure("exam_roster_pass_rate")) == (50, 100)
    assert '<td data-label="本年考过的次数">1</td>' in office.page(
        "register", name="exam_question", query={"q": f"TK-{drawn[0]}"}
    )


def test_t09_duties_without_office_or_with_several(office: Office) -> None:
    """街道职责清单"""
    for key in ("职责1", "职责2", "职责3"):
        office.enter("street_duty", key, name=f"示例{key}", kind="street")
    for key, unit in (("职责1", "司法所"), ("职责2", "司法所"), ("职责2", "应急办")):
        office.enter("duty_owner", f"{key}—{unit}", kind="listed", duty=key, unit=unit)
    assert "职责9" in office.not_entered(
        "duty_owner", "职责9—司法所", kind="listed", duty="职责9", unit="司法所"
    )
    off = office.page("register", name="street_duty", query={"short": "1"})
    assert "2 / 1 超出" in off and "0 / 1 不足" in off and "示例职责1" not in off
    office.find("register.duty_owner")[-1].act("remove")
    assert "超出" not in office.page("register", name="street_duty", query={"short": "1"}).split("<tbody>")[1]
