"""Baiyunhu 2020: what centre, grid and information share: lists, map, duty view; mediators' training (rows S-B86 to S-B89)."""

from __future__ import annotations

from .office import Office


def test_b86_training_of_mediators(office: Office) -> None:
    """人民调解员的业务培训"""
    for key in ("甲", "乙"):
        office.enter("training_duty", key, name=f"示例调解员{key}", kind="mediation", post="示例社区调委会", per_year=1, next_by="2026-06-30")
    training = office.open("study.training", kind="mediators", form_of="cases", subject="婚姻家庭纠纷调解（示例）", from_faults=False)
    training.act("record", due=2, present=2, hours=4)
    training.act("attend", listed="甲", trainee="luo", hours=4, result="passed")
    due = office.page("register", name="training_duty", query={"short": "1"})
    assert "示例调解员乙" in due and "0 / 1 不足" in due and "示例调解员甲" not in due
    assert [e["form"]["result"] for e in training.entries("attend")] == ["passed"] and "合格" in training.page()
    assert "本年培训合格" in due and "1 / 1" in office.page("register", name="training_duty", query={"q": "甲"})
    office.day("2026-07-01")
    assert office.terms("overdue").count("register.training_duty/expires_on") == 2


def test_b87_one_list_for_all(office: Office) -> None:
    """“综治中心+网格化+信息化”建设"""
    office.enter("grid_area", "W-1", name="示例网格", kind="base", community="示例社区", micro_grids=4, posts_due=1, drawn_on="2026-01-05")
    office.enter("roster_post", "G-1", name="示例网格员岗", kind="grid_worker", area="W-1", grid="W-1", hours="全天", vacant=False, holder="示例甲某")
    words = {"purpose": "水位监测", "alive_on": "2026-03-02", "alive": "alive", "check_by": "2026-12-31"}
    office.enter("device", "SB-1", name="示例水位计", kind="water", place="示例河口", owner="示例单位", grid="W-1", **words)
    event = office.open("grid.event", category="city", grade="ordinary", channel="grid_worker", place="示例路", grid="W-1", where={"division": office.communities[0]})
    event.act("report", by="gao", content="示例", division=office.communities[0])
    event.act("file", not_enforcement="yes")
    event.act("dispatch", office="grid", post="G-1")
    matter = office.open("centre.matter", source="grid", kind="neighbour", people=2, listed="no", grid="W-1")
    matter.act("register", risk="low")
    row = office.page("register", name="grid_area", query={"q": "示例网格"})
    for title in ("本年立案事件", "本年综治中心事项", "在册设备", "在岗／应设"):
        assert title in row
    assert row.count(">1<") >= 3 and "1 / 1" in row and event.said("dispatch")["post"] == "G-1"
    assert "示例网格（W-1）" in event.page() and "示例网格（W-1）" in matter.page() and "示例网格员岗（G-1）" in event.page()
    assert "登记册中没有" in office.not_opened("centre.matter", source="grid", kind="neighbour", people=2, listed="no", grid="W-9")


def test_b88_map_with_layers(office: Office) -> None:
    """“三个一”"""
    place = office.communities[0]
    office.enter("grid_area", "W-1", name="示例网格", kind="base", community="示例社区", micro_grids=4, drawn_on="2026-01-05", division=place)
    office.enter("team", "D-1", name="示例网格队伍", kind="grid", level="community", duty="巡查（示例）", responsible="示例科室", members=12, core=5, extra=7, grid="W-1")
    office.enter("risk_point", "F-1", name="示例风险点", risk_class="火灾", field="fire", grade="low", next_check="2026-12-31", division=place)
    base, laid = office.page("map"), office.page("map", query={"layer": ["risk_point", "grid_area"]})
    assert 'name="layer" value="risk_point"' in base and "<title>风险点位 示例风险点</title>" not in base and base.count("<rect") >= 12
    assert "<title>风险点位 示例风险点</title>" in laid and "<title>网格名册 示例网格</title>" in laid
    team = office.page("register", name="team", query={"q": "示例网格队伍"})
    assert ">5<" in team and ">7<" in team and "其中骨干力量" in team
    assert "网格队伍" in office.page("register", name="grid_area") and ">1<" in office.page("register", name="grid_area")


def test_b89_four_fields_on_one_screen(office: Office) -> None:
    """信息化综合指挥平台"""
    fields = {"综治": (["centre", "grid"], ["dispute"]), "城管": (["grid"], ["city"]), "应急": (["emergency", "grid"], ["safety"]), "服务": (["hotline"], None)}
    for name, (areas, categories) in fields.items():
        office.enter("duty_block", name, name=f"示例{name}板块", areas=areas, leader="示例科室", **({"categories": categories} if categories else {}))
    office.enter("roster_post", "G-1", name="示例城管岗", kind="centre", area="全街", block="城管", hours="全天", vacant=False, holder="示例甲某")
    place = {"division": office.communities[0]}
    made = {}
    for category in ("city", "dispute"):
        made[category] = office.open("grid.event", category=category, grade="ordinary", channel="grid_worker", place="示例路", where=place)
        made[category].act("report", by="gao", content="示例", division=office.communities[0])
    matter = office.open("centre.matter", source="grid", kind="neighbour", people=2, listed="no", where=place)
    matter.act("register", risk="low")
    _, _watch, *blocks = office.page("duty").split('<section class="card">')
    parts = {part.partition("示例")[2].partition("板块")[0]: part for part in blocks}
    assert parts.keys() == fields.keys()
    assert made["city"].number in parts["城管"] and made["dispute"].number not in parts["城管"] and "示例甲某" in parts["城管"]
    assert made["dispute"].number in parts["综治"] and matter.number in parts["综治"] and "没有未结" in parts["服务"]
    office.day("2026-03-20")
    assert "已逾期" in office.page("duty") and made["city"].number in office.page("map") and 'href="/map/"' in office.page("duty")
