"""Longmen 2023: petitions, mediators, fields walked, spots, duties, ledgers (rows S-L11, S-L13, S-L18, S-L29 to S-L31)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office


def petition(office: Office, field: str, **facts: Any) -> CaseAt:
    """A petition registered."""
    made = office.open(
        "petition.matter", channel="visit", kind="claim", field=field, people=1, parties={"petitioner": 1}, **facts
    )
    made.act("register", representatives=0, content="请求落实补偿甲乙丙")
    return made


def test_l11_stock_new_closed_reopened(office: Office) -> None:
    """“减存量、控增量、防变量”"""
    petition(office, "land")
    closed = petition(office, "labour")
    closed.act("accept", ours=True, same_after_final=False, pending_elsewhere=False, in_time=True)
    closed.act("sort", outcome="petition")
    closed.act("hear_statement")
    closed.act("investigate")
    closed.act("opinion", outcome="not_support", in_time=True, review_told=True)
    assert "意见书尚未送达" in closed.refused("close")
    closed.act(
        "serve", document="opinion_paper", party="petitioner1", means="in_person", receipt="签收（示例）"
    )
    closed.act("close")
    assert closed.stage == "closed" and closed.due("ask_recheck_within") == "2026-04-01"
    month = {"first": "2026-03-01", "last": "2026-03-31"}
    assert [
        office.figure(name, **month)
        for name in ("petitions_new", "petitions_stock", "petitions_closed", "petitions_reopened")
    ] == [2, 1, 1, 0]
    office.day("2026-04-01")
    closed.act("ask_recheck", party="petitioner1", reasons="请求复查（示例）")
    closed.act("review_result", outcome="redo")
    assert closed.stage == "handling"
    april = {"first": "2026-04-01", "last": "2026-04-30"}
    assert [office.figure(name, **april) for name in ("petitions_new", "petitions_reopened")] == [0, 1]
    causes = office.command("trace", "petitions_new", "--month", "2026-03", "--by", "case.field", "--json")
    assert {each["value"]: each["number"] for each in causes} == {"land": 1, "labour": 1}


def test_l18_fitting_mediator_proposed(office: Office) -> None:
    """矛盾纠纷调解小组"""
    village = office.communities[0]
    words = {"committee": "示例村调委会", "until": "2026-12-31", "division": village}
    office.enter(
        "mediator_pool", "TJY-1", name="梁某某（示例）", account="liang", fields=["neighbour"], **words
    )
    office.enter("mediator_pool", "TJY-2", name="宋某某（示例）", account="song", fields=["labour"], **words)
    case = office.open("mediation.case", kind="labour", source="request", where={"division": village})
    case.act("register")
    form = office.page("act", "tang", case_id=case.id, name="accept")
    assert "名册推荐：类别、地点都合适" in form and "其他人员" in form
    song, liang, others = (
        form.index(f'f-mediators" value="{office.id("song")}"'),
        form.index(f'f-mediators" value="{office.id("liang")}"'),
        form.index("其他人员"),
    )
    assert song < others < liang and "聘期" in office.page("register", name="mediator_pool")
    case.act("accept", mediators=["song"], chosen="named", consent=True, interested="none")
    assert case.said("accept")["mediators"] == [office.who("song")]


def test_l29_zero_only_where_walked(office: Office) -> None:
    """扫黑除恶专项斗争"""
    for key in ("DK-1", "DK-2", "DK-3"):
        office.enter(
            "patrol_point",
            key,
            name=f"示例地块{key}",
            kind="field",
            level="community",
            chief="示例",
            per_month=1,
        )
    walk = office.open("patrol.team", kind="crops", squad="示例村踏查队", route="坡地（示例）")
    walk.act("record", division=office.communities[0], checked_persons=False, insured=True, people=4, seen=1)
    walk.act("cover", road="DK-1")
    walk.act("cover", road="DK-2")
    walk.act("find_crops", field="DK-2", plants=3, police_told=True, photos="film")
    zero = office.open("patrol.zero", season="2026年春季（示例）")
    zero.act("begin")
    assert "没有经核对的踏查" in zero.refused("zero_field", field="DK-1")
    walk.act("check", outcome="agreed")
    zero.act("zero_field", field="DK-1")
    assert "发现过毒品原植物" in zero.refused(
        "zero_field", field="DK-2"
    ) and "没有经核对的踏查" in zero.refused("zero_field", field="DK-3")
    zero.act("submit")
    zero.act("check", outcome="agreed", by="shen")
    assert (
        zero.said("submit")["fields_number"] == 1
        and zero.stage == "checked"
        and "DK-1" in zero.page()
        and walk.said("find_crops")["plants"] == 3
    )


def test_l30_spot_struck_off(office: Office) -> None:
    """聚鹤社区反诈市级整治点摘牌"""
    words: dict[str, Any] = {
        "kind": "fraud",
        "level": "city",
        "responsible": "罗某某（示例）",
        "state": "listed",
        "due_on": "2026-06-30",
    }
    spot = office.enter(
        "watch_spot",
        "PD-1",
        name="示例社区",
        reason="发案数高（示例）",
        measures="入户宣传、窗口提醒（示例）",
        **words,
    )
    office.enter("watch_spot", "PD-2", name="示例二社区", reason="开卡异常（示例）", measures="示例", **words)
    assert "摘牌日期" in office.not_entered(
        "watch_spot", "PD-3", name="示例", reason="示例", measures="示例", **{**words, "state": "struck_off"}
    )
    assert office.figure("spots_listed") == 2
    spot.act(
        "change",
        state="struck_off",
        struck_off_on="2026-03-02",
        paper="示例函〔2026〕3号",
        why="验收通过（示例）",
    )
    page = office.page("register", name="watch_spot")
    assert (
        office.figure("spots_listed") == 1
        and "发案数高（示例）" in page
        and "入户宣传" in page
        and "2026年3月2日" in page
    )
    spot.act("remove", why="已摘牌（示例）")
    office.day("2026-07-01")
    assert office.terms("overdue") == ["register.watch_spot/expires_on"] and list(
        office.listed("watch_spot")
    ) == ["PD-2"]


def test_l31_duty_matrix(office: Office) -> None:
    """“党政同责、一岗双责”"""
    office.enter(
        "duty_field",
        "消防—示例社区",
        name="示例社区消防",
        field="fire",
        area="示例社区",
        owned="owned",
        owner="罗某某（示例）",
    )
    flood = office.enter(
        "duty_field", "防汛—示例村", name="示例村防汛", field="flood", area="示例村", owned="vacant"
    )
    without = office.page("register", name="duty_field", query={"q": "无责任人"})
    assert (
        "示例村防汛" in without and "示例社区消防" not in without and office.figure("duty_cells_vacant") == 1
    )
    letter = office.open("duty.letter", cell="消防—示例社区", owner="luo", until="2026-12-31")
    letter.act("draft", handler="luo", duties="每月检查一次（示例）")
    assert (
        letter.act("issue", by="liu").documents["duty_letter"] and letter.due("sign_within") == "2026-03-09"
    )
    assert letter.refused("sign", by="shen")
    letter.act("sign", by="luo", signed_copy="film")
    assert letter.stage == "signed" and letter.due("valid_until") == "2026-12-31"
    flood.act(
        "change",
        owned="owned",
        owner="何某某（示例）",
        letter=letter.number,
        signed_on="2026-03-02",
        why="确定责任人（示例）",
    )
    assert office.figure("duty_cells_vacant") == 0 and "2026年3月2日" in office.page(
        "register", name="duty_field"
    )


def test_l13_ledger_from_the_cases(office: Office) -> None:
    """工作台帐"""
    land, labour = petition(office, "land", policy="示例征地补偿办法", first="repeat"), petition(office, "labour", first="first")
    page = office.page("ledger", family="petition.matter")
    assert (
        land.number in page
        and labour.number in page
        and "请求落实补偿甲乙丙" not in page
        and "工作台账" in page
    )
    of_class = office.page("ledger", family="petition.matter", query={"field": "劳动社保"})
    assert labour.number in of_class and land.number not in of_class
    for narrowed in ({"policy": "示例征地补偿办法"}, {"first": "重复信访"}):
        of_policy = office.page("ledger", family="petition.matter", query=narrowed)
        assert land.number in of_policy and labour.number not in of_policy
    office.enter(
        "support_measure", "CS-1", name="示例稳岗补贴", kind="subsidy", ceiling=10000, until="2026-12-31"
    )
    claim = office.open("enterprise.measure", listed_measure="CS-1", parties={"applicant": 1})
    assert claim.number in office.page(
        "ledger", family="enterprise.measure", query={"listed_measure": "CS-1"}
    )
    read = office.post(
        "ledger", {"why": "督办核对（示例）"}, "liu", family="petition.matter"
    ).content.decode()
    assert (
        "请求落实补偿甲乙丙" in read
        and office.views("督办核对（示例）") >= 2
        and "督办核对（示例）" in land.page()
    )
    assert land.number not in office.page("ledger", "zhang", family="petition.matter")
