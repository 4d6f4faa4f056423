"""Longmen 2023: the grid, its areas, people, houses and levels (rows S-L15, S-L19 to S-L25)."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.registers.counting import counted
from yifa.registers.reading import items

from .case_at import CaseAt
from .office import Office


def grid(office: Office, key: str, **more: Any) -> CaseAt:
    """A grid of the register."""
    told = {
        "kind": "base",
        "community": "示例社区",
        "micro_grids": 2,
        "staffed": "vacant",
        "organised": "none",
        **more,
    }
    return office.enter("grid_area", key, name=f"示例网格{key}", **told)


def event(office: Office, category: str = "city", **more: Any) -> CaseAt:
    """A grid event filed and sent out."""
    made = office.open(
        "grid.event",
        category=category,
        grade="ordinary",
        channel="grid_worker",
        place="示例路3号",
        where={"division": office.communities[0]},
        **more,
    )
    made.act("report", by="gao", content="占道", division=office.communities[0])
    made.act("file", not_enforcement="yes")
    made.act("dispatch", office="grid")
    return made


def test_l15_command_centre(office: Office) -> None:
    """基层治理指挥中心"""
    seen = event(office)
    shift = office.open("emergency.shift", post="指挥中心（示例）", kind="centre")
    shift.act("plan_shift", shift_on="2026-03-02", hours="全天", leader="zhou", first="luo", second="he")
    order = office.open(
        "decision.task", by="lei", matter="到示例路口疏导（示例）", source="order", due_on="2026-03-03"
    )
    order.act("give", handler="luo", by="lei")
    board = office.page("map", "lei")
    assert (
        seen.number in board
        and shift.number in board
        and all(name in board for name in ("周敏", "罗", "全天"))
    )
    assert (
        order.number in board
        and "待签收" in board
        and order.due("acknowledge_within").startswith("2026-03-02")
    )
    order.act("acknowledge", by="luo")
    assert "已签收" in office.page("map", "lei") and "待签收" not in office.page("map", "lei")


def test_l19_tree_of_areas(office: Office) -> None:
    """网格"""
    grid(office, "W-1")
    micro = office.enter(
        "micro_grid",
        "W-1-1",
        name="第一微网格（示例）",
        grid="W-1",
        bounds="东至示例路，西至示例巷",
        worker="高某某（示例）",
        worker_since="2026-03-02",
    )
    assert "没有“W-1-9”" in office.not_entered(
        "house", "FW-1", room="1幢101", address="DZ-1", micro_grid="W-1-9"
    ) and office.not_entered("house", "FW-1", room="1幢101")
    office.enter("std_address", "DZ-1", name="示例路1号", community="示例社区")
    house = office.enter("house", "FW-1", room="1幢101", address="DZ-1", micro_grid="W-1-1")
    assert "房屋" in micro.refused("remove", why="撤并（示例）") and "微网格" in office.find(
        "register.grid_area"
    )[0].refused("remove", why="示例")
    micro.act("change", worker="胡某某（示例）", worker_since="2026-04-01", why="换人（示例）")
    tree = office.page("register", name="micro_grid")
    assert "W-1" in tree and "东至示例路" in tree and "胡某某（示例）" in tree and "2026年4月1日" in tree
    assert '<td data-label="在册房屋">1</td>' in tree
    house.act("remove", why="拆除（示例）")
    micro.act("remove", why="撤并（示例）")
    assert not office.listed("micro_grid") and "FW-1" not in office.page("register", name="house")


def test_l21_one_address_key(office: Office) -> None:
    """“一标三实”数据"""
    grid(office, "W-1")
    office.enter(
        "micro_grid", "W-1-1", name="第一微网格（示例）", grid="W-1", bounds="示例", worker="高某某（示例）"
    )
    for key, name in (("DZ-1", "示例路1号"), ("DZ-2", "示例路2号")):
        office.enter("std_address", key, name=name, community="示例社区")
    for key in ("FW-1", "FW-2"):
        office.enter("house", key, room="1幢101", address="DZ-1", micro_grid="W-1-1")
    unit = office.enter(
        "enterprise",
        "91990101MA0000001Y",
        name="示例餐饮有限公司",
        kind="company",
        address="示例路1号",
        address_code="DZ-1",
    )
    office.identified("示例居民甲", "110101199003070011")
    one = office.open("census.person", kind="moved_in", parties={"resident": ["示例居民甲"]})
    one.act("record", address="DZ-1", check_by="2026-12-31")
    again = office.open("census.person", kind="moved_in", parties={"resident": ["示例居民甲"]})
    assert "不得重复登记" in again.refused("record", address="DZ-2", check_by="2026-12-31")
    one.act("move", address="DZ-2", lives_since="2026-03-02")
    assert [one.said("record")["address"], one.said("move")["address"]] == [
        "DZ-1",
        "DZ-2",
    ] and "示例居民甲" not in one.page()
    twice = office.page("register", name="house")
    assert (
        "疑似重复登记" in twice
        and twice.count("FW-2") >= 2
        and "疑似重复登记" not in office.page("register", name="std_address")
    )
    assert (
        "房屋" in office.find("register.std_address")[0].refused("remove", why="示例")
        and office.listed("enterprise")[unit.cover["item"]]["address_code"] == "DZ-1"
    )
    office.day("2026-03-03")
    unit.act("change", address_code="DZ-2", why="迁址（示例）")
    (moved,) = office.compared("enterprise", "2026-03-02", "2026-03-03").changed
    assert moved.fields["address_code"] == ("DZ-1", "DZ-2")


def test_l23_raised_level_by_level(office: Office) -> None:
    """四级网格服务模式"""
    late, done = event(office), event(office)
    done.act("handle", by={"handler": ["jiang"]}, in_time="yes")
    levels = []
    for day in ("2026-03-05", "2026-03-06", "2026-03-07"):
        office.day(day)
        office.command("work", "--once")
        levels.append(
            [
                name
                for name in ("raised_to_community", "raised_to_street", "raised_to_leader")
                if late.entries(name)
            ]
        )
    assert [len(level) for level in levels] == [1, 2, 3] and not done.entries("raised_to_community")
    assert "升至分管领导" in late.page() and office.figure("grid_events_raised") == 1
    late.act("supervise", by="zhou", note="请当日办结（示例）")


def test_l24_party_in_each_grid(office: Office) -> None:
    """“党组织建在网格上、网格走进群众中”"""
    first = grid(office, "W-1", organised="own", party_name="示例网格党支部", party_members=12, party_people="甲某某、乙某某（示例）")
    second = grid(office, "W-2")
    missing = office.page("register", name="grid_area", query={"q": "没有党组织"})
    assert "W-2" in missing and "示例网格W-1" not in missing and office.figure("grids_without_party") == 1
    assert "党组织名称" in office.not_entered(
        "grid_area",
        "W-3",
        name="示例",
        kind="base",
        community="示例社区",
        micro_grids=1,
        staffed="vacant",
        organised="joint",
    )
    second.act("change", organised="joint", party_name="示例联合党支部", party_members=7, why="新建（示例）")
    listed = office.listed("grid_area")
    assert office.figure("grids_without_party") == 0 and (
        listed["W-1"]["party_members"],
        listed["W-2"]["party_name"],
    ) == (12, "示例联合党支部")
    assert "示例网格党支部" in first.page() and "甲某某" not in first.page()
    seq = first.entries("enter")[0]["seq"]
    read = office.post("reveal", {"seq": seq, "why": "核对党员名单（示例）"}, "liu", case_id=first.id).content.decode()
    assert "甲某某、乙某某（示例）" in read and office.views("核对党员名单（示例）") == 1


def test_l25_one_worker_a_grid(office: Office) -> None:
    """“一格一员,一网多管,一员多能”"""
    grid(office, "W-1", staffed="one", worker="高某某（示例）")
    second = grid(office, "W-2")
    assert "责任网格员" in office.not_entered(
        "grid_area",
        "W-3",
        name="示例",
        kind="base",
        community="示例社区",
        micro_grids=1,
        staffed="one",
        organised="none",
    )
    without = office.page("register", name="grid_area", query={"q": "没有网格员"})
    assert "W-2" in without and "示例网格W-1" not in without and office.figure("grids_without_worker") == 1
    for category in ("city", "city", "safety"):
        event(office, category, grid="W-1")
    second.act("change", staffed="one", worker="胡某某（示例）", why="到岗（示例）")
    assert office.figure("grids_without_worker") == 0
    loads = counted(
        office.law,
        office.law.registers["grid_area"],
        items(office.law.registers["grid_area"]),
        date(2026, 3, 2),
    )
    (first,) = [counts for counts in loads.values() if counts["events"].number]
    assert {
        name: first[name].number for name in ("events", "events_city", "events_safety", "events_dispute")
    } == {"events": 3, "events_city": 2, "events_safety": 1, "events_dispute": 0}
    page = office.page("register", name="grid_area")
    assert "本年立案事件" in page and "其中安全隐患" in page and "高某某（示例）" in page
