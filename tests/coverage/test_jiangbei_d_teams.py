"""Jiangbei 2024: enforcement teams, their items, officers and supervision (rows S-J32, …)."""

from __future__ import annotations

import hashlib

from .case_at import CaseAt
from .office import Office


def item(office: Office, key: str, **more: object) -> CaseAt:
    """An item of the list of powers."""
    told = {
        "name": "占道经营的处罚（示例）",
        "kind": "penalty",
        "source": "grant",
        "basis": "示例条例",
        "decision": "示例赋权决定〔2024〕1号",
        "responsible": "综合行政执法大队",
        "exercised_by": "street",
        "review_by": "2026-06-30",
    }
    return office.enter("power_item", key, **{**told, **more})  # type: ignore[arg-type]


def team(office: Office, key: str, name: str) -> CaseAt:
    """An enforcement team."""
    return office.enter(
        "team",
        key,
        name=name,
        kind="enforcement",
        level="district",
        duty="综合执法",
        responsible="示例局",
        members=30,
    )


def clue(office: Office, key: str) -> CaseAt:
    """A penalty case under an item."""
    case = office.open(
        "penalty.ordinary",
        violation="road_occupation",
        act_date="2026-03-02",
        channel="patrol",
        power_item=key,
        where={"capacity": "handed_over"},
    )
    case.act("register_clue")
    return case


def test_j32_one_team_for_each_item(office: Office) -> None:
    """“5+1”综合行政执法队伍"""
    for n, name in enumerate(("城市管理", "市场监管", "交通", "应急", "生态", "镇街"), 1):
        team(office, f"D-{n}", f"{name}综合行政执法队伍（示例）")
    item(office, "QZ-1", team="D-1", exercised_by="district_team")
    item(office, "QZ-2", team="D-6")
    assert "已经在册" in office.not_entered(
        "power_item",
        "QZ-1",
        name="重复",
        kind="penalty",
        source="law",
        team="D-2",
        exercised_by="district_team",
    )
    case = clue(office, "QZ-1")
    shown = case.page("zhang")
    assert "城市管理综合行政执法队伍" in shown and "镇街综合行政执法队伍" not in shown
    assert "登记册中没有" in office.not_opened(
        "penalty.ordinary", violation="road_occupation", power_item="QZ-9", where={"capacity": "handed_over"}
    )
    assert "交通综合" in office.not_entered(
        "power_item",
        "QZ-3",
        name="示例",
        kind="penalty",
        source="law",
        team="交通综合",
        exercised_by="street",
    )
    assert case.number in office.page("case", "liu", case_id=office.find("register.power_item")[0].id)


def test_j35_items_of_law_grant_and_mandate(office: Office) -> None:
    """“法定+赋权+委托”综合执法事项清单"""
    item(office, "QZ-1", source="law", decision=None)
    item(office, "QZ-2")
    mandated = item(office, "QZ-3", source="mandate", decision="示例委托书1号")
    assert "文号" in office.not_entered(
        "power_item",
        "QZ-4",
        name="示例",
        kind="penalty",
        source="grant",
        exercised_by="street",
        review_by="2026-06-30",
    )
    shown = office.page("register", name="power_item")
    assert all(word in shown for word in ("法定", "赋权", "委托", "示例委托书1号", "2026年6月30日"))
    clue(office, "QZ-3").act("file", age="adult", jurisdiction=True)
    mandated.act("remove")
    assert "登记册中没有“QZ-3”" in office.not_opened(
        "penalty.ordinary", violation="road_occupation", power_item="QZ-3", where={"capacity": "handed_over"}
    )
    outside = office.open(
        "penalty.ordinary",
        violation="untested_special_equipment",
        act_date="2026-03-02",
        channel="patrol",
        where={"capacity": "handed_over"},
    )
    outside.act("register_clue")
    assert "不在本街道赋权或委托清单" in outside.refused("file", age="adult", jurisdiction=True)
    office.day("2026-07-01")
    assert "register.power_item/expires_on" in office.terms("overdue")


def test_j33_officers_who_serve_elsewhere(office: Office) -> None:
    """“一支队伍管执法” / 镇街执法大队"""
    officer = office.enter(
        "pool_officer",
        "示例-zhang",
        name="张伟",
        home="示例区城管局",
        serves="示例街道执法大队",
        seconded=True,
        team="street",
        signs=["record", "order"],
        until="2028-12-31",
    )
    shown = office.page("register", name="pool_officer", query={"q": "责令改正"})
    assert "示例区城管局" in shown and "示例街道执法大队" in shown and "检查（询问）笔录" in shown
    shift = office.open("emergency.shift", post="示例街道执法大队", kind="post")
    shift.act(
        "plan_shift", shift_on="2026-03-03", hours="8:00-16:00", leader="li", first="zhang", second="wang"
    )
    assert "张伟" in shift.page() and shift.due("come_on") == "2026-03-03"
    shift.act("swap", leaves_shift="zhang", takes_shift="qian")
    office.day("2026-03-03")
    officer.act("change", serves="示例二街道执法大队", signs=["record"])
    change = office.compared("pool_officer", "2026-03-02", "2026-03-03")
    assert (
        change.changed[0].fields["signs"] == (["record", "order"], ["record"])
        and office.figure("enforcement_staff_seconded") == 1
    )


def test_j34_two_views_and_a_quota(office: Office) -> None:
    """“考核单列” / “双向评价”"""
    office.enter(
        "secondment_quota",
        "2026—示例街",
        name="2026年下沉人员单列",
        year=2026,
        people=5,
        places=1,
        document="示例文件",
    )
    found = []
    for n in (1, 2):
        office.enter(
            "pool_officer",
            f"示例-{n}",
            name=f"示例{n}",
            home="示例局",
            serves="示例街道",
            seconded=True,
            team="street",
            until="2028-12-31",
        )
        case = office.open(
            "duty.secondment", officer=f"示例-{n}", period="2026年上半年", parties={"host": ["示例街道#1"]}
        )
        case.act("begin", quota="2026—示例街", places=1, due_on="2026-03-20", by="luo")
        case.act("rate_home", view="good", by="li")
        assert "没有齐" in case.refused("settle", outcome="fit", by="luo")
        case.act("rate_host", view="good", by="liu")
        found.append(case)
    found[0].act("settle", outcome="excellent", by="luo")
    assert "单列的优秀名额已经用完" in found[1].refused("settle", outcome="excellent", by="luo")
    office.day("2026-03-23")
    assert "duty.secondment/views_by" in office.terms("overdue")
    assert (office.figure("secondment_places"), office.figure("secondment_excellent")) == (1, 1)


def test_j37_training_and_supervision(office: Office) -> None:
    """“培训+监督”方案"""
    case = office.open(
        "supervision.programme",
        unit="示例执法大队",
        of_year=2026,
        parties={"supervised": ["示例执法大队"]},
        by="zhao",
    )
    case.act("start", by={"supervisor": "zhao", "head": "liu"})
    case.act("plan_visit", visit_on="2026-03-04", by="zhao")
    case.act("plan_sample", sample_by="2026-03-05", files=5, by="zhao")
    assert (case.due("visit_by"), case.due("sample_due")) == ("2026-03-04", "2026-03-05")
    office.day("2026-03-06")
    assert {"supervision.programme/visit_by", "supervision.programme/sample_due"} <= set(
        office.terms("overdue")
    )
    case.act("visit", of=2, by="zhao")
    case.act("sample", of=3, examined=5, numbers="示例罚1至5号", by="zhao")
    case.act(
        "note_finding",
        found_by="sample",
        what="告知书没有送达日期（示例）",
        answer_by="2026-03-20",
        by="zhao",
    )
    assert case.due("answer_in") == "2026-03-20" and "没有回复" in case.refused("finish", by="liu")
    case.act("reply", party="supervised1", of=6, done="已补记送达日期（示例）")
    case.act("check_reply", outcome="accepted", of=7, by="liu")
    case.act("finish", by="liu")
    shown = case.page()
    assert case.stage == "finished" and "告知书没有送达日期" in shown and "已补记送达日期" in shown


def test_j38_training_of_every_officer(office: Office) -> None:
    """“理论+实战+考核”模式"""
    for n in range(1, 5):
        office.enter(
            "pool_officer",
            f"示例-{n}",
            name=f"示例{n}",
            home="示例局",
            serves="示例街道",
            seconded=False,
            team="street",
            until="2028-12-31",
        )
    for way in ("lecture", "practice"):
        case = office.open(
            "study.training", kind="enforcement", form_of=way, subject="示例", from_faults=False
        )
        case.act("record", held_on="2026-03-02", due=4, present=2, hours=8, by="luo")
        case.act("attend", trainee="zhang", hours=8, result="passed", by="luo")
        case.act("attend", trainee="wang" if way == "lecture" else "qian", hours=4, result="failed", by="luo")
        case.act("check", outcome="agreed")
    shown = case.page()
    assert "张伟" in shown and "钱进" in shown and "王磊" not in shown
    assert (office.figure("enforcement_officers_trained"), office.figure("enforcement_training_rate")) == (
        3,
        75,
    )


def test_j39_first_offence_at_the_opening(office: Office) -> None:
    """首违免罚"""
    seen = []
    for n in (1, 2):
        case = office.open(
            "penalty.summary",
            violation="littering",
            act_date="2026-03-02",
            channel="patrol",
            parties={"respondent": ["示例当事人#1"]},
            where={"capacity": "handed_over"},
        )
        if n == 2:
            assert "首违不罚" in case.refused("find", certificates_shown=True, age="adult", first_time=True)
        case.act("find", certificates_shown=True, age="adult")
        seen.append((case.said("find")["first_time"], case.said("find")["first_listed"]))
        if n == 1:
            case.act("tell", proposed_kinds=["warning"], told_all=True)
            case.act("decide", outcome="first_offence", corrected=True, educated=True)
    assert seen == [(True, True), (False, True)] and "首违不罚清单" in case.page("zhang")
    other = office.open(
        "penalty.ordinary",
        violation="unlicensed_food",
        act_date="2026-03-02",
        channel="patrol",
        parties={"respondent": ["示例当事人#1"]},
        where={"capacity": "handed_over"},
    )
    other.act("register_clue")
    assert (other.said("register_clue")["first_time"], other.said("register_clue")["first_listed"]) == (
        True,
        False,
    )
    office.enter(
        "first_offence_item",
        "SW-1",
        name="乱扔垃圾",
        field="城管",
        duty="示例",
        conditions="及时改正",
        correct_days=1,
        until="2026-12-31",
    )
    assert "及时改正" in office.page("register", name="first_offence_item")


def test_j81_one_visit_for_all(office: Office) -> None:
    """“综合查一次”"""
    words = {
        "kind": "food",
        "way": "daily",
        "cause": "plan",
        "item": "食品安全检查（示例）",
        "plan_number": "示例检计1号",
        "parties": {"inspected": ["示例餐饮#1"]},
    }
    joint, other = office.open("inspection.ordinary", **words), office.open("inspection.ordinary", **words)
    joint.act(
        "propose",
        how="site",
        published=True,
        joint=True,
        bodies_number=2,
        bodies="执法大队、消防",
        one_form=True,
        other_planned=True,
    )
    other.act("propose", how="site", published=True, joint=False, other_planned=False)
    other.act("merge", into=joint, for_body="消防救援大队（示例）")
    assert (
        other.stage == "merged" and office.figure("inspections_merged") == 1 and joint.number in other.page()
    )
    done = {
        "certificates_shown": True,
        "scanned": "yes",
        "told": True,
        "people_sent": 2,
        "out_of_area": False,
        "owner_demanded": False,
    }
    visits = []
    for case in (joint, office.open("inspection.ordinary", **words)):
        if case is not joint:
            case.act("propose", how="site", published=True, joint=False, other_planned=False)
        case.act("approve", outcome="allow")
        case.act("enter", outcome="counted", **done)
        case.act("record_site", problems=0, signed="signed")
        case.act("conclude", outcome="clean", told=True)
        visits.append(case.said("conclude")["visits_before"])
    assert (
        visits == [0, 1]
        and "一年内此前对该对象计入频次的检查" in case.page("zhang")
        and "结果告知书" in case.page("zhang")
    )


def test_j40_data_exchanged(office: Office) -> None:
    """“执法+监督”应用"""
    for n in (1, 2):
        office.enter(
            "connected_unit",
            f"应用-{n}",
            name=f"示例镇街{n}",
            platform="执法监督应用（示例）",
            kind="street",
            connected=True,
            connected_on="2026-01-05",
        )
    for day, what in (("2026-03-02", "cases"), ("2026-03-09", "supervision")):
        office.day(day)
        case = office.open("supervision.exchange", unit="应用-1", what=what, way="out")
        case.act(
            "pass_data",
            from_day="2026-02-01",
            to_day="2026-02-28",
            records=12,
            digest=hashlib.sha256(b"").hexdigest(),
            by="luo",
        )
        assert "核对条数" in case.refused("match", counted=11, by="feng")
        case.act("match", counted=12, by="feng")
    shown = office.page("register", name="connected_unit")
    assert "首次使用" in shown and "2026年3月2日" in shown and "2026年3月9日" in shown
    assert "没有使用" in shown and case.stage == "matched"
