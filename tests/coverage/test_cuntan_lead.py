"""Cuntan 2022: how the work is led, decided and laid open (rows S-C01, …)."""

from __future__ import annotations

from .office import Office


def test_c01_leading_group(office: Office) -> None:
    """街道法治工作领导小组"""
    group = office.open("decision.group", by="liu", name="街道法治工作领导小组（示例）")
    group.act("set_up")
    group.act("appoint", member="liu", place="head", from_on="2026-03-02")
    group.act("appoint", member="zhou", place="deputy", from_on="2026-03-02")
    group.act("release", member="zhou", until_on="2026-03-02")
    assert [e["form"]["place"] for e in group.entries("appoint")] == ["head", "deputy"] and group.said(
        "release"
    )["until_on"] == "2026-03-02"
    group.act("set_task", what="编制年度报告（示例）", owner="luo", due_on="2026-03-20")
    group.act("meet", present=9, heard="议定：按期完成年度报告（示例）")
    assert group.said("meet")["present"] == 9
    (task,) = group.children("decision.task")
    task.act("give", handler="luo", unit="党政综合办公室")
    assert task.row["title"] == "编制年度报告（示例）"
    assert task.due("due") == "2026-03-20" and "decision.task/due" not in office.terms("overdue")
    office.day("2026-03-23")
    assert (
        "decision.task/due" in office.terms("overdue")
        and "编制年度报告" in task.page()
        and task.row["handler_id"] == office.id("luo")
    )
