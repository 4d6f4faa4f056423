"""Jiangbei 2024: one window, items set out as data, bundles, helpers, the remote window, other regions (rows S-J13 to S-J18)."""

from __future__ import annotations

from typing import Any

from .case_at import CaseAt
from .office import Office

FINISH: dict[str, Any] = {"visits": 1, "minutes": 10, "fee": 0, "rating_offered": True}
APPLY: dict[str, Any] = {"matter": "new", "nature": "other", "way": "own", "period": "general", "safety": False}


def served(office: Office, key: str, **parties: int) -> CaseAt:
    """A visitor who has taken a number."""
    case = office.open("permit.service", by="qin", item=key, parties={"visitor": 1, **parties})
    case.act("arrive", ticket="A001")
    return case


def granted(case: CaseAt) -> None:
    """An application accepted, granted, handed out and completed."""
    if case.stage == "start":
        case.act("apply")
    case.act("judge", outcome="accept", fixed_on_spot=False)
    case.act("plan_review", substance=False, interests=False, hearing="none")
    case.act("decide", outcome="grant", fee=0, on_time=True, met=True, on_promise=False, certificate=False)
    party = case.state["parties"]["applicant"][0]["key"]
    case.act("serve", party=party, document="decision", means="in_person", receipt="签收（示例）")
    case.act("complete", delivery="window", visits=0, days_used=1, first_time=True, rating_offered=True)


def test_j13_any_item_at_one_window(office: Office) -> None:
    """“一窗综办”"""
    for key, unit in (("示例-1", "示例民政科室"), ("示例-2", "示例城建科室")):
        office.enter("service_item", key, name=f"事项{key}", responsible=unit)
    for key, to in (("示例-1", "general"), ("示例-2", "enforcement")):
        visit = served(office, key)
        visit.act("begin", by="qin", outcome="window", waited=3, window="综合窗口")
        visit.act("finish", by="qin", outcome="application", channel="window", **FINISH, **APPLY)
        (case,) = visit.children("permit.application")
        case.act("apply", by="qin")
        case.act("route", by="qin", office=to)
        assert case.row["office_id"] == office.sample.street.cast["offices"][to].pk
        assert "后台科室尚未办结" in visit.refused("give_result", by="qin", how="window")
        granted(case)
        assert visit.act("give_result", by="qin", how="window").documents["one_result"]
        assert visit.refused("give_result", by="qin", how="window") and case.number in visit.page()


def test_j14_share_online_follows_from_the_process(office: Office) -> None:
    """“一网通办”"""
    for n in (1, 2, 3, 4):
        office.enter("service_item", f"示例-{n}", name=f"事项{n}（示例）", kind="licence", online="full", configured=True)
    steps = {}
    for n, places in ((1, ("online", "inside", "either")), (2, ("online", "on_site", "online")), (3, ("online", "inside"))):
        for order, where in enumerate(places, 1):
            key = f"示例-{n}—{order}"
            steps[key] = office.enter("item_step", key, name=f"环节{order}", service=f"示例-{n}", place_in_order=order, where=where)
    assert (office.figure("service_items_with_process"), office.figure("service_items_online_by_process")) == (3, 2)
    assert office.figure("online_by_process_rate") == 66.67
    row = next(row for row in office.page("register", name="service_item").split("<tr") if "示例-2" in row)
    assert '<td data-label="流程环节">3</td>' in row and '<td data-label="必须到场的环节">1</td>' in row
    office.day("2026-04-01")
    steps["示例-2—2"].act("change", where="online", why="改为网上核验（示例）")
    assert office.figure("online_by_process_rate") == 100 and office.figure("online_by_process_rate", last="2026-03-31") == 66.67
    assert "环节2" in office.page("register", name="item_step", query={"q": "示例-2"})


def test_j15_one_form_parallel_parts_one_end(office: Office) -> None:
    """“一件事”集成服务"""
    office.enter("service_item", "YJS-1", name="开办餐饮店一件事", kind="bundle")
    for n in (1, 2):
        office.enter("service_item", f"示例-{n}", name=f"所含事项{n}", kind="licence", one_thing="YJS-1")
    office.enter("service_item", "示例-9", name="别的事项", kind="licence")
    bundle = office.open("permit.bundle", by="qin", bundle="开办餐饮店一件事", listed="YJS-1", channel="window")
    bundle.act("apply", shared="店名、地址、经营人（示例）", papers="一套材料（示例）")
    bundle.act("give_slip", by="qin", parts=3, promised_on="2026-03-31", asked_twice=False)
    form = office.page("act", "qin", case_id=bundle.id, name="open_part")
    assert "所含事项1" in form and "所含事项2" in form and "别的事项" not in form
    assert "示例-9" in bundle.refused("open_part", by="qin", item="示例-9", channel="window", **APPLY)
    for n in (1, 2):
        bundle.act("open_part", by="qin", item=f"示例-{n}", channel="window", **APPLY)
    bundle.act("send_part", by="qin", name="营业执照（示例）", body_to="示例局")
    parts = bundle.children("permit.application")
    assert [part.stage for part in parts] == ["start", "start"] and bundle.stage == "running"
    assert all(part.cover["bundle"] == "开办餐饮店一件事" for part in parts)
    assert all(part.number in bundle.page() for part in parts)
    granted(parts[0])
    bundle.act("part_answered", name="营业执照（示例）", granted=True)
    told: dict[str, Any] = {"visits": 0, "delivery": "window", "granted": 3}
    assert "还有关联事项没有办结" in bundle.refused("deliver", by="qin", **told)
    granted(parts[1])
    assert bundle.act("deliver", by="qin", **told).documents["results"] and bundle.stage == "delivered"


def test_j16_helpers_and_visits_with_consent(office: Office) -> None:
    """“帮代办” / “上门办”"""
    office.enter("service_item", "示例-1", name="事项一（示例）")
    helped = served(office, "示例-1", helper=1)
    proxy: dict[str, Any] = {"outcome": "proxy", "authority": "委托书（示例）", "charged": 0}
    assert "凭据" in helped.refused("begin", by="qin", **proxy, authorised=True, consent=None)
    assert "委托" in helped.refused("begin", by="qin", **proxy, authorised=False, consent="film")
    helped.act("begin", by="qin", **proxy, authorised=True, consent="film")
    assert "相应方式" in helped.refused("finish", by="qin", outcome="application", channel="home", **FINISH, **APPLY)
    helped.act("finish", by="qin", outcome="application", channel="proxy", **FINISH, **APPLY)
    (case,) = helped.children("permit.application")
    assert case.cover["channel"] == "proxy" and len(case.state["parties"]["agent"]) == 1
    home = office.open("permit.service", by="qin", item="示例-1")
    assert "预约" in served(office, "示例-1").refused("begin", by="qin", outcome="home", reason="age", consent="film")
    home.act("book", slot_on="2026-03-03", slot_hour="上午", outside_hours="ordinary")
    assert "凭据" in home.refused("begin", by="qin", outcome="home", reason="age", consent=None)
    home.act("begin", by="qin", outcome="home", reason="age", consent="film")
    home.act("finish", by="qin", outcome="application", channel="home", **FINISH, **APPLY)
    assert home.children("permit.application")[0].cover["channel"] == "home"


def test_j17_booked_video_session(office: Office) -> None:
    """“云综窗远程办”"""
    office.enter("service_item", "示例-1", name="事项一（示例）")
    case = office.open("permit.service", by="qin", item="示例-1")
    case.act("book", slot_on="2026-03-03", slot_hour="10时", outside_hours="ordinary", booked_way="video")
    assert case.due("slot") == "2026-03-03" and "视频会话（远程窗口）" in case.page("qin")
    office.day("2026-03-03")
    remote: dict[str, Any] = {"outcome": "remote", "waited": 1, "session": "SP-1", "checked_how": "paper"}
    assert "先核验办事人身份" in case.refused("begin", by="qin", **remote, identified=False)
    case.act("begin", by="qin", **remote, identified=True)
    done: dict[str, Any] = {"outcome": "done", **FINISH, "result": "已登记（示例）"}
    assert "确认共同填写的表单" in case.refused("finish", by="qin", **done)
    case.act("share_form", by="qin", form_name="登记表第1版", content="姓名、住址（示例）")
    case.act("confirm_form", agreed=True)
    case.act("finish", by="qin", **done)
    assert "尚未签署" in case.refused("issue_signed", by="qin")
    case.act("sign_result", signature="film", how="e_signature")
    assert case.act("issue_signed", by="qin").documents["signed_result"]
    assert "SP-1" in case.page("qin") and "登记表第1版" in case.page("qin")


def test_j18_items_of_two_regions(office: Office) -> None:
    """“川渝通办” / 川渝食品经营许可跨省互认"""
    for n in (1, 2):
        office.enter("service_item", f"示例-{n}", name=f"食品经营许可{n}（示例）", reach="cross_province")
    words: dict[str, Any] = {"region": "邻省示例区", "their_code": "LS-001", "handed_over": "platform"}
    office.enter("item_mapping", "示例-1—邻省", name="邻省食品经营许可", service="示例-1", their_body="邻省示例局", recognised="recognised", **words)
    office.enter("item_mapping", "示例-2—邻省", name="邻省别的许可", service="示例-2", their_body="邻省示例局", recognised="not_recognised", **words)
    visit = served(office, "示例-1")
    form = office.page("act", "qin", case_id=visit.id, name="begin", query={"outcome": "cross_region"})
    assert "邻省食品经营许可" in form and "邻省别的许可" not in form
    visit.act("begin", by="qin", outcome="cross_region", waited=2, competent="邻省示例局", mapping="示例-1—邻省")
    assert visit.due("hand_on_within") > "2026-03-02"
    licence: dict[str, Any] = {"issuer": "邻省示例局", "licence": "JY示例号", "checked_by": "platform", "valid_there": True}
    assert "互信互认" in visit.refused("verify_licence", by="qin", paper_again=True, mapping="示例-1—邻省", **licence)
    visit.act("verify_licence", by="qin", paper_again=False, mapping="示例-1—邻省", **licence)
    assert visit.act("finish", by="qin", outcome="pass_on", papers="申请表（示例）", file="film", **FINISH).documents["hand_over_list"]
    assert "结果尚未收到" in visit.refused("deliver_result", by="qin", how="post")
    visit.act("result_back", granted=True)
    visit.act("deliver_result", by="qin", how="post")
    assert visit.stage == "done" and "邻省食品经营许可" in visit.page("qin")
    other = served(office, "示例-2")
    other.act("begin", by="qin", outcome="window", waited=2, window="1")
    assert "示例-2—邻省" in other.refused("verify_licence", by="qin", paper_again=False, mapping="示例-2—邻省", **licence)
