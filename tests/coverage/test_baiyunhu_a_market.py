"""Baiyunhu 2020: the market: funding, competition, random checks, complaints, offences (rows S-B24 to S-B32)."""

from __future__ import annotations

from hashlib import sha256

from .office import Office


def test_b25_funding_of_events(office: Office) -> None:
    """云湖竞城 / 《白云区白云湖街促进电子竞技产业项目资金申报指南》"""
    made = {
        "measure": "电竞赛事补贴（示例）",
        "kind": "subsidy",
        "ceiling": 100_000,
        "parties": {"applicant": ["示例电竞公司"]},
    }
    good, bad = office.open("enterprise.measure", **made), office.open("enterprise.measure", **made)
    for case in (good, bad):
        case.act("apply", content="示例杯电竞赛（示例）")
    check = {"published": "yes", "conditions_met": "yes", "amount": 80_000, "computed": "示例"}
    assert "公平竞争审查" in good.refused("check", reviewed="no", **check)
    good.act("check", reviewed="yes", **check)
    bad.act("check", reviewed="yes", **check | {"conditions_met": "no"}, not_met="没有场地（示例）")
    assert "不符合" in bad.refused("decide", outcome="grant", amount=80_000)
    bad.act("decide", outcome="refuse", why="conditions")
    good.act("decide", outcome="grant", amount=80_000)
    assert "公示" in good.refused("pay", amount=80_000)
    good.act("show", where="街道网站（示例）")
    office.day("2026-03-20")
    good.act("pay", amount=80_000)
    good.act("finish")
    listed = office.command("trace", "measures_paid_amount", "--year", "2026", "--json")
    assert office.figure("measures_paid_amount") == 80_000 and [row["case"] for row in listed] == [good.id]


def test_b27_fair_competition(office: Office) -> None:
    """公平竞争审查制度"""
    draft = office.open("decision.major", matter="扶持办法（示例）", kind="policy")
    draft.act("propose", excluded="none")
    draft.act("study", recommended="yes")
    draft.act("decide_start", outcome="start", handler="luo", unit="经济办（示例）")
    no = dict.fromkeys(
        ("concerns_units", "special_group", "hearing_required", "technical", "risky", "congress"), "no"
    )
    draft.act("draft", **no, not_public="yes", market="yes", law_checked="yes", plans=1, goal="示例")
    for track in ("participation", "experts", "risk"):
        draft.act("excuse", track=track, reason="依法不予公开，事项简单（示例）")
    ask = {"basis": "yes", "steps": "yes", "exploratory": "no", "opinion_by": "2026-03-20", "short": "no"}
    assert "公平竞争审查尚未通过" in draft.refused("submit_review", **ask)
    form = {
        "outcome": "conforms",
        "heard": "yes",
        "public_interest": "no",
        "flow": "no",
        "cost": "no",
        "conduct": "no",
    }
    assert "市场准入" in draft.refused("review_competition", entry="yes", **form)
    draft.act("review_competition", entry="no", **form)
    draft.act("submit_review", **ask)
    assert draft.stage == "sent" and "公平竞争审查结论" in draft.page()
    action = office.open("hazard.campaign", kind="price", name="价格专项行动（示例）", census="no")
    action.act("propose", from_on="2026-03-02", until="2026-06-30", quotas="no")
    action.act("launch", outcome="allow")
    action.act(
        "record_action",
        held_on="2026-03-02",
        people_sent=24,
        places_visited=10,
        coercion="no",
        note="发现明码标价问题二处（示例）",
    )
    assert (office.figure("market_campaign_actions"), office.figure("market_campaign_people")) == (1, 24)
    action.act("close", findings="已经改正（示例）")
    assert "专项整治行动总结" in action.page()


def test_b29_random_checks(office: Office) -> None:
    """“双随机、一公开”监管 / 双随机抽查工作机制"""
    seed = "示例种子"
    commitment = sha256(seed.encode()).hexdigest()
    draw = office.open("inspection.random", kind="general", item="示例检查", plan_number="示例-1", joint="no")
    draw.act("announce", site="示例", objects=1, officers=2, full_cover="no")
    draw.act(
        "publish_pools",
        pool="film",
        pool_size=20,
        staff="film",
        staff_size=6,
        excluded="无",
        recused="无",
        all_certified="yes",
    )
    draw.act("commit", commitment=commitment)
    assert "种子" in draw.refused("draw", seed="另一个", added="六点")
    draw.act("draw", seed=seed, added="六点")
    assert "重演" in draw.refused("approve")
    draw.act("replay", same="yes")
    draw.act("approve")
    draw.act(
        "assign",
        staff_places=draw.said("draw")["officers_order"],
        officers=["zhang", "wang"],
        result_due="2026-03-20",
    )
    draw.act(
        "record_result",
        of=draw.entries("assign")[-1]["seq"],
        check=office.open(
            "inspection.ordinary", kind="trade", way="random", cause="plan", item="示例", plan_number="示例-1"
        ),
        finished_on="2026-03-02",
        result="clean",
    )
    assert draw.due("publish_within")
    draw.refused("finish")
    draw.act("publish_result", of=draw.entries("record_result")[-1]["seq"], site="示例网站")
    draw.act("finish")
    assert draw.stage == "finished" and seed in draw.page() and "抽查结果公示表" in draw.page()
