"""Baiyunhu 2020: information made public (rows S-B20 to S-B23)."""

from __future__ import annotations

from io import BytesIO

from django.urls import reverse

from yifa.files import receive
from yifa.files.receipts import record

from .case_at import CaseAt
from .office import Office

PASS = {"secrecy": "clear", "private": "none", "organs": "none"}


def stored(text: str) -> str:
    """A text received as a file; its hash."""
    return record(receive(BytesIO(text.encode()), "示例.txt", "text/plain")).hash


def reviewed(case: CaseAt) -> None:
    """The three reviews, by three people."""
    case.act("first_review", outcome="pass", by="shen", accurate="yes")
    case.act("second_review", outcome="pass", by="zhao", **PASS)
    case.act("third_review", outcome="pass", by="liu")


def test_b20_disclosure(office: Office) -> None:
    """政府信息公开工作"""
    for category in ("budget", "plans"):
        case = office.open(
            "disclosure.publication", category=category, formed_on="2026-03-02", source="own", speed="general"
        )
        case.act("draft", by="luo", name=f"{category}（示例）", index="示例")
        assert case.due("publish_within") == "2026-03-30"
        reviewed(case)
        case.act("publish", outcome="new", same_text="yes", channels=["website"], link="示例")
    shown = {
        (c.row["topic"], c.said("publish")["outcome"], c.entries("publish")[0]["at"][:10])
        for c in office.find("disclosure.publication")
    }
    assert (
        shown == {("budget", "new", "2026-03-02"), ("plans", "new", "2026-03-02")}
        and office.figure("gov_info_items_published") == 2
    )
    asked = office.open("disclosure.request")
    asked.act("apply", content="示例")
    asked.act("confirm_receipt")
    assert asked.due("answer_within") == "2026-03-30"
    office.day("2026-04-10")
    assert "disclosure.request/answer_within" in office.terms("overdue")


def test_b21_guide_to_disclosure(office: Office) -> None:
    """政府信息公开指南"""
    guide = office.open(
        "disclosure.publication", category="guide", formed_on="2026-03-02", source="own", speed="general"
    )
    guide.act("draft", by="luo", name="政府信息公开指南（2026年）（示例）", text="2026年版正文（示例）")
    reviewed(guide)
    old, new = stored("2026年版正文（示例）"), stored("2027年版正文（示例）")
    guide.act(
        "publish",
        outcome="new",
        same_text="yes",
        channels=["website"],
        link="示例/2026",
        edition="2026年版",
        copy=[old],
    )
    office.day("2027-03-01")
    guide.act("revise", by="luo", changed_on="2027-03-01", text="2027年版正文（示例）")
    assert guide.due("update_within") == "2027-03-29"
    reviewed(guide)
    guide.act(
        "publish",
        outcome="update",
        same_text="yes",
        channels=["website"],
        link="示例/2027",
        edition="2027年版",
        copy=[new],
    )
    assert [(e["at"][:4], e["form"]["link"]) for e in guide.entries("publish")] == [
        ("2026", "示例/2026"),
        ("2027", "示例/2027"),
    ]
    page = guide.page("luo")
    assert "2026年版" in page and "2027年版" in page
    seqs = [e["seq"] for e in guide.entries("publish")]
    answers = [
        office.client("luo").get(reverse("case-file", args=[guide.id, sha]), {"seq": seq, "field": "copy"})
        for sha, seq in zip((old, new), seqs, strict=True)
    ]
    texts = [(answer.getvalue()).decode() for answer in answers]
    assert texts == ["2026年版正文（示例）", "2027年版正文（示例）"]


def test_b22_three_reviews(office: Office) -> None:
    """信息发布三级审核制度"""
    case = office.open(
        "disclosure.publication", category="plans", formed_on="2026-03-02", source="own", speed="general"
    )
    case.act("draft", by="luo", name="示例")
    out = {"outcome": "new", "same_text": "yes", "channels": ["website"], "link": "示例"}
    case.refused("publish", **out)
    case.act("first_review", outcome="pass", by="shen", accurate="yes")
    case.refused("publish", **out)
    assert "不得再任" in case.refused("second_review", outcome="pass", by="shen", **PASS)
    case.act("second_review", outcome="pass", by="zhao", **PASS)
    case.refused("publish", **out)
    case.act("third_review", outcome="pass", by="liu")
    case.act("publish", **out)
    assert case.stage == "published" and "政府信息公开发布审核表（三审）" in case.page()


def test_b23_all_channels(office: Office) -> None:
    """微信公众号 / 政务网站"""
    case = office.open(
        "disclosure.publication", category="livelihood", formed_on="2026-03-02", source="own", speed="general"
    )
    case.act("draft", by="luo", name="停水通知（示例）")
    reviewed(case)
    only_chat = {"outcome": "new", "same_text": "yes", "channels": ["wechat"], "link": "示例"}
    assert "统一的政府信息公开平台" in case.refused("publish", **only_chat)
    assert "终审稿" in case.refused(
        "publish", **only_chat | {"channels": ["website", "wechat"], "same_text": "no"}
    )
    case.act("publish", **only_chat | {"channels": ["website", "wechat", "weibo"]})
    assert case.said("publish")["channels"] == ["website", "wechat", "weibo"]
    page = case.page()
    assert "微信" in page and "网站" in page and "首次公开" in page
