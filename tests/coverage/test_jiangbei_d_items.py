"""Jiangbei 2024: items, the teams that exercise them and what names them (rows S-J32, S-J35, S-J42, S-J93)."""

from __future__ import annotations

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
    item(office, "QZ-1", team="D-1")
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


def test_j42_guest_house_on_one_page(office: Office) -> None:
    """“民宿执法监管一件事”"""
    code = "91990101MA0000001Y"
    house = office.enter(
        "homestay",
        code,
        name="示例民宿",
        rooms=8,
        police="held",
        fire="passed",
        health="held",
        structure="safe",
        next_check="2026-12-31",
    )
    office.enter(
        "licence_held",
        "特旅1号",
        homestay=code,
        name="特种行业许可证",
        issuer="示例公安分局",
        until="2026-06-30",
    )
    office.enter(
        "licence_held",
        "卫许1号",
        homestay=code,
        name="公共场所卫生许可证",
        issuer="示例卫健委",
        until="2027-06-30",
    )
    office.enter(
        "body_check", "消检1号", homestay=code, body="示例消防救援大队", on="2026-03-01", result="order"
    )
    check = office.open(
        "inspection.ordinary",
        kind="other",
        way="daily",
        cause="plan",
        item="示例",
        plan_number="示例计1号",
        homestay=code,
    )
    check.act("propose", how="site", published=True, joint=False, other_planned=False)
    shown = house.page()
    assert all(
        word in shown
        for word in (
            "特种行业许可证",
            "示例公安分局",
            "公共场所卫生许可证",
            "示例消防救援大队",
            "责令改正",
            check.number,
            "现场检查",
        )
    )
    listed = office.page("register", name="homestay")
    assert '<td data-label="本年登记的其他机关检查">1</td>' in listed and '<td data-label="有效证照备案">2 / 1</td>' in listed
    office.day("2026-07-01")
    assert "register.licence_held/expires_on" in office.terms("overdue")


def test_j93_one_key_seen_from_all_sides(office: Office) -> None:
    """数字化改革 / “大综合一体化”行政执法改革"""
    first, second = team(office, "D-1", "城市管理执法队（示例）"), team(office, "D-2", "镇街执法队（示例）")
    power = item(office, "QZ-1", team="D-1")
    case = clue(office, "QZ-1")
    programme = office.open(
        "supervision.programme",
        unit="示例执法大队",
        of_year=2026,
        parties={"supervised": ["示例执法大队"]},
        by="zhao",
    )
    programme.act("start", by={"supervisor": "zhao", "head": "liu"})
    programme.act("plan_visit", visit_on="2026-03-02", by="zhao")
    programme.act("visit", of=2, by="zhao")
    programme.act(
        "note_finding",
        found_by="visit",
        what="告知不全（示例）",
        answer_by="2026-03-20",
        power_item="QZ-1",
        by="zhao",
    )
    shown = power.page()
    assert case.number in shown and programme.number in shown and "告知不全" in shown
    assert "QZ-1" in first.page() and "QZ-1" not in second.page() and "城市管理执法队" in case.page("zhang")
    power.act("change", team="D-2", name="占道经营处罚（新）")
    assert "QZ-1" not in first.page() and "占道经营处罚（新）" in second.page()
    assert "镇街执法队" in case.page("zhang") and "占道经营处罚（新）" in case.page("zhang")
