"""Baiyunhu 2020: model communities, lessons in law, examinations (rows S-B04 to S-B11, S-B43)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def item(office: Office, name: str, community: str = "示例社区") -> CaseAt:
    """One item of the checklist of a community, given to it."""
    case = office.open(
        "benchmark.item", standard="community", name=name, object=community, due_on="2026-06-30"
    )
    case.act("begin", by="feng", unit_named=community)
    return case


def test_b04_model_communities(office: Office) -> None:
    """省级民主法治社区创建工作"""
    community = office.enter("community", "示例-001", name="示例社区", kind="urban", model="under_way")
    done, open_ = item(office, "居务公开（示例）"), item(office, "法律顾问（示例）")
    assert "证明材料" in done.refused("self_check", by="luo")
    done.act("add_proof", by="luo", what="公开栏照片（示例）", proof="film")
    done.act("self_check", by="luo")
    done.act("review", by="feng", outcome="met")
    assert (done.stage, open_.stage, open_.due("met_by")) == ("met", "open", "2026-06-30")
    assert [c.row["stage"] for c in office.find("benchmark.item")] == [
        "met",
        "open",
    ] and "公开栏照片（示例）" in done.page()
    office.day("2026-06-01")
    community.act("change", model="province", named_on="2026-06-01", document="示例通知")
    assert (
        office.listed("community")["示例-001"]["named_on"] == "2026-06-01"
        and office.figure("communities_certified") == 1
    )
    assert "示例通知" in office.page("register", name="community")


def test_b05_inspection_team(office: Office) -> None:
    """督导组"""
    case = item(office, "居务公开（示例）")
    case.act(
        "visit",
        by="feng",
        visited_on="2026-03-02",
        team="街道督导组（示例）",
        faults=2,
        what="台账不全；公开不及时（示例）",
        recheck_by="2026-03-12",
    )
    case.act("add_proof", by="luo", what="台账（示例）")
    case.act("self_check", by="luo")
    assert "复查" in case.refused("review", by="feng", outcome="met")
    case.act("review", by="feng", outcome="faults", faults="示例")
    office.day("2026-03-13")
    assert "benchmark.item/recheck_by" in office.terms("overdue")
    case.act("recheck", by="feng", outcome="again", left="公开不及时（示例）", again_by="2026-03-20")
    assert case.due("again_by") == "2026-03-20"
    case.act("recheck", by="feng", outcome="passed")
    case.act("self_check", by="luo")
    case.act("review", by="feng", outcome="met")
    page = case.page()
    assert (
        case.stage == "met"
        and "街道督导组（示例）" in page
        and "台账不全；公开不及时（示例）" in page
        and "公开不及时（示例）" in page
    )


def event(office: Office, kind: str, **words: object) -> CaseAt:
    """One event of making the law known."""
    facts = {
        "law": "民法典",
        "owner": "司法所（示例）",
        **{k: words.pop(k) for k in ("law", "owner") if k in words},
    }
    case = office.open("publicity.event", kind=kind, quarter="q1", theme="示例主题", **facts)
    case.act(
        "record",
        **{
            "sessions": 1,
            "people": 30,
            "counted_elsewhere": "no",
            "speaker": "community_adviser",
            "setting": "community",
            **words,
        },
    )
    return case


def test_b06_ledger(office: Office) -> None:
    """台账"""
    lecture, fair = (
        event(office, "lecture", people=40, leaflets=50),
        event(office, "fair", people=200, leaflets=300),
    )
    assert [
        office.figure(name)
        for name in (
            "legal_publicity_events",
            "legal_lectures",
            "publicity_leaflets",
            "publicity_audience_onsite",
        )
    ] == [2, 1, 350, 240]
    rows = office.command("trace", "legal_publicity_events", "--year", "2026", "--json")
    assert [(row["case"], row["amount"]) for row in rows] == [(lecture.id, 1), (fair.id, 1)]
    again = office.open(
        "publicity.event", kind="lecture", quarter="q1", theme="示例主题", law="民法典", owner="示例"
    )
    assert "重复" in again.refused("record", sessions=1, people=40, counted_elsewhere="yes")


def test_b10_leaders_learn(office: Office) -> None:
    """“白云讲坛”暨领导干部学习<民法典>专题法治培训会"""
    session = office.open(
        "study.session", kind="leaders_class", topic="law", unit="街道（示例）", subject="民法典专题（示例）"
    )
    session.act(
        "record", held_on="2026-03-02", due=60, present=55, leaders=9, minutes=120, speaker="示例教授"
    )
    session.act("unit_present", unit_named="城市管理办公室", unit_due=20, came=18)
    session.act("unit_present", unit_named="示例社区", unit_due=40, came=37)
    assert "之和" in session.refused("unit_present", unit_named="示例二社区", unit_due=5, came=1)
    told = [
        (e["form"]["unit_named"], e["form"]["unit_due"], e["form"]["came"])
        for e in session.entries("unit_present")
    ]
    assert (
        told == [("城市管理办公室", 20, 18), ("示例社区", 40, 37)] and session.said("record")["present"] == 55
    )
    assert "城市管理办公室" in session.page() and "民法典专题（示例）" in session.page()


def test_b11_five_actions(office: Office) -> None:
    """“五个一”系列普法活动"""
    kinds = ["示例一", "示例二", "示例三", "示例四", "示例五"]
    plan = [
        office.enter(
            "plan",
            f"五个一-{n}",
            name=f"{kind}（示例社区）",
            kind="publicity",
            year=2026,
            owner="示例社区",
            due_on="2026-06-30",
            state="planned",
        )
        for n, kind in enumerate(kinds)
    ]
    for row, proof in zip(plan[:4], "甲乙丙丁", strict=True):
        row.act("change", state="done", proof=f"照片{proof}（示例）")
    states = {key: (row["owner"], row["state"]) for key, row in office.listed("plan").items()}
    assert list(states.values()) == [("示例社区", "done")] * 4 + [("示例社区", "planned")]
    page = office.page("register", name="plan")
    assert "示例五（示例社区）" in page and "照片丁（示例）" in page
