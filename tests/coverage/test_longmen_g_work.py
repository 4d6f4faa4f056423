"""Longmen 2023: the platform, faults traced back, supervision, plans of units (rows S-L20, S-L39, S-L40, S-L41)."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from .office import Office


def test_l40_view_and_objections(office: Office) -> None:
    """监督管理机构"""
    every = office.page("law", "deng")
    assert all(
        office.law.families[family][-1].title.zh in every
        for family in ("penalty.ordinary", "norm.document", "aid.file")
    )
    assert "听证" in office.page("procedure", "deng", family="penalty.ordinary")
    case = office.open("decision.group", by="shen", name="示例领导小组")
    assert case.number in office.page("case", "deng", case_id=case.id)
    assert "acts/set_up" in office.page("case", "liu", case_id=case.id) and "acts/" not in office.page(
        "case", "deng", case_id=case.id
    )
    letter = office.open(
        "supervision.letter",
        by="deng",
        kind="inaction",
        way="daily",
        source="report",
        parties={"supervised": ["示例街道办"]},
    )
    letter.act("take_up", pending=False)
    paper = letter.act("issue", type="urging", ground_found="not_performed", answer_by="2026-03-20")
    assert paper.documents["letter"] and letter.due("answer_within") == "2026-03-20"
    letter.act("answer", party="supervised1", what="已办理（示例）", proof="film")
    letter.act("check_answer", outcome="corrected", proof_seen=True)
    assert letter.stage == "corrected"


def test_l41_plans_collected_and_compared(office: Office) -> None:
    """实施方案"""
    schemes = {
        unit: office.open(
            "decision.scheme", by="shen", subject="示例工作实施方案", unit=unit, due_on="2026-03-20"
        )
        for unit in ("示例科室", "示例一村", "示例二村")
    }
    for scheme in schemes.values():
        scheme.act("call", handler="luo")
    for unit in ("示例科室", "示例一村"):
        schemes[unit].act("hand_in", by="luo", aim="检查企业（示例）", aim_number=20, finish_on="2026-11-30")
        schemes[unit].act("agree", outcome="approved", by="zhou")
    assert office.figure("schemes_hand_in_rate") == 66.67 and "还没有到报送时限" in schemes[
        "示例二村"
    ].refused("remind")
    office.day("2026-03-23")
    late = office.page("terms", query={"kind": "overdue"})
    assert (
        schemes["示例二村"].number in late
        and schemes["示例一村"].number not in late
        and "没有报送" in schemes["示例二村"].page()
    )
    schemes["示例二村"].act("remind")
    assert "没有达到的原因" in schemes["示例科室"].refused(
        "report_result", by="luo", result_number=18, proof="film"
    )
    schemes["示例科室"].act("report_result", by="luo", result_number=18, why="两家停业（示例）", proof="film")
    schemes["示例科室"].act("compare", outcome="agreed", by="zhou")
    assert (
        schemes["示例科室"].said("report_result")["difference"] == -2
        and schemes["示例科室"].stage == "compared"
    )


def test_l39_traced_back(office: Office) -> None:
    """责任倒查制度"""
    group = office.open("decision.group", by="liu", name="示例领导小组")
    group.act("set_up", by="liu")
    group.act("set_task", by="shen", what="编制方案（示例）", owner="luo", due_on="2026-03-20")
    (task,) = group.children("decision.task")
    task.act("give", by="zhou", handler="luo")
    task.act("report_done", by="luo", result="已完成（示例）")
    task.act("check", outcome="sent_back", by="shen", reason="没有编制（示例）")
    fault = task.entries("check")[-1]["seq"]
    traced = office.page("back", case_id=task.id, seq=fault)
    order = [
        traced.index(f"{title}</b>")
        for title in ("不符，退回", "报告完成", "交给责任人", "列出年度任务", "成立")
    ]
    assert (
        order == sorted(order)
        and all(name in traced for name in ("沈洁", "罗", "周敏", "刘建国"))
        and group.number in traced
    )
    earlier = office.page("back", case_id=task.id, seq=task.entries("give")[0]["seq"])
    assert "报告完成" not in earlier and "交给责任人" in earlier and "从这一步倒查" in task.page()


def test_l20_platform(office: Office) -> None:
    """一体化治理智治平台"""
    here, there = office.communities[0], office.communities[1]
    words = {"category": "city", "grade": "ordinary", "channel": "grid_worker", "place": "示例路1号"}
    far = office.open("grid.event", where={"division": there}, **words)
    seen = [office.client("gao").get(f"/cases/{far.id}/").status_code]
    office.command(
        "people",
        "post",
        "gao",
        "grid_worker",
        "--division",
        there.rpartition("/")[2],
        "--ground",
        "示例任〔2026〕1号",
    )
    seen.append(office.client("gao").get(f"/cases/{far.id}/").status_code)
    assert seen[0] in (403, 404) and seen[1] == 200
    rows = "地址编码,标准地址,所在村居,区划,启用日期\nDZ-1,示例路1号,示例社区,,2026-03-02\nDZ-2,示例路2号,,,2026-03-02\n"
    preview = office.post(
        "register-sheet", {"file": SimpleUploadedFile("base.csv", rows.encode())}, "luo", name="std_address"
    )
    (token,) = set(re.findall(r'name="sheet" value="([^"]+)"', preview.content.decode()))
    assert not office.listed("std_address")
    office.post("register-sheet", {"sheet": token}, "luo", name="std_address")
    assert list(office.listed("std_address")) == ["DZ-1"]
    event = office.open("grid.event", where={"division": here}, **words)
    event.act("report", by="gao", content="占道", division=here)
    event.act("file", not_enforcement="yes")
    event.act("dispatch", office="grid")
    event.act("handle", by={"handler": ["jiang"]}, in_time="yes")
    event.act("verify", passed="yes")
    event.act("close", in_time="yes")
    group = office.open("decision.group", by="liu", name="示例任务清单")
    group.act("set_up")
    for what in ("清理楼道（示例）", "核对住户（示例）"):
        group.act("set_task", by="shen", what=what, owner="luo", due_on="2026-03-20")
    first, second = group.children("decision.task")
    first.act("give", by="zhou", handler="luo")
    first.act("report_done", by="luo", result="已清理（示例）")
    first.act("check", outcome="agreed", by="shen")
    assert (
        event.stage == "closed"
        and (first.stage, second.stage) == ("done", "start")
        and first.number in group.page()
        and "清理楼道（示例）" in first.page()
    )
