"""Tanggu 2023: communities, schools, publicity (rows S-T42 to S-T46, S-T49, S-T50, S-T52 to S-T55, S-T64)."""

from __future__ import annotations

from .case_at import CaseAt
from .office import Office


def told(office: Office, name: str, query: str) -> str:
    """A register's page with what is asked for."""
    return office.page("register", name=name, query={"q": query})


def test_t42_talk_it_over(office: Office) -> None:
    """"唠嗑说事"机制"""
    session = office.open("talk.session", kind="talk")
    session.act("hold", held_on="2026-03-02", people=12, leaders=1, mediated=0)
    session.act("note_matter", kind="help", content="路灯不亮（示例）")
    session.act("note_matter", kind="dispute", content="漏水（示例）")
    task, dispute = session.children("talk.matter")
    for matter in (task, dispute):
        matter.act("register", urgent=False)
    task.act("assign", office="general")
    assert task.due("answer_within") > "2026-03-02"
    dispute.act("convert", where="mediation", told=True)
    assert "人民调解" in office.page("referrals", as_="tang") + office.page("referrals") + dispute.page() and dispute.stage == "converted"
    assert (office.figure("talk_matters_told"), office.figure("talk_matters_passed_on")) == (2, 1)
    parts = office.command("trace", "talk_matters_told", "--year", "2026", "--by", "case.kind", "--json")
    assert "help" in str(parts) and "dispute" in str(parts) and task.row["parent_id"] == session.id


def test_t43_found_solved_reported_back(office: Office) -> None:
    """风险发现一解决一反馈的处置流程"""
    case = office.open("talk.matter", kind="risk", told_on="2026-03-02", parties={"teller": 1})
    case.act("register", urgent=True)
    case.act("assign", office="general")
    office.day("2026-03-03")
    case.act("solve", how="solved")
    assert "没有反馈本人" in case.refused("close")
    office.day("2026-03-04")
    case.act("report_back", reached="told")
    case.act("close")
    days = [case.entries(act)[0]["at"][:10] for act in ("register", "solve", "report_back")]
    assert days == ["2026-03-02", "2026-03-03", "2026-03-04"] and case.stage == "closed"


def test_t44_each_community_its_own(office: Office) -> None:
    """"一居一特色\""""
    for number in (1, 2):
        office.enter("community", f"J-{number}", name=f"示例社区{number}", model="none", feature="板凳议事（示例）" if number == 1 else None)
    first = office.enter("community_feature", "TS-1", name="板凳议事会（示例）", community="J-1", what="邻里议事", owner="居委会（示例）", since="2026-03-02", state="running")
    office.enter("community_feature", "TS-2", name="红色课堂（示例）", community="J-1", what="讲史", owner="居委会（示例）", since="2026-03-02", state="running")
    first.act("change", state="done", served=300, result="议定公约十二条（示例）")
    profile = told(office, "community", "示例社区1")
    assert "板凳议事（示例）" in profile and '<td data-label="特色项目">2</td>' in profile and '<td data-label="已见成效的特色项目">1</td>' in profile
    projects = told(office, "community_feature", "J-1")
    assert "红色课堂" in projects and "议定公约十二条" in projects and '<td data-label="特色项目">0</td>' in told(office, "community", "示例社区2")


def test_t45_four_circles(office: Office) -> None:
    """社区公共服务圈、群众自治圈、社会共治圈、志愿服务圈"""
    for key, circle in (("P-1", "service"), ("P-2", "self"), ("P-3", "social"), ("P-4", "volunteer")):
        office.enter("partner", key, name=f"{circle}单位（示例）", kind="association", circle=circle, duty="示例", until="2027-12-31")
    work = office.open("volunteer.activity", kind="civil", partner="P-4", risky=False)
    work.act("recruit", risks_told=True, minors=0, consents=0)
    work.act("record", held_on="2026-03-02", people=10, hours=20, served=50)
    shown = office.open("publicity.event", kind="show", partner="P-4")
    shown.act("record", held_on="2026-03-02", sessions=2, counted_elsewhere=False)
    circle = told(office, "partner", "志愿服务")
    assert '<td data-label="本年参加的志愿活动">1</td>' in circle and '<td data-label="本年协办的普法活动">2</td>' in circle and "self单位" not in circle
    assert "self单位" in told(office, "partner", "群众自治")


def test_t46_community_court(office: Office) -> None:
    """社区"微法庭\""""
    court = office.open("talk.session", kind="court", subject="物业费纠纷（示例）")
    assert "日期已过" in court.refused("plan_sitting", day="2026-03-01", hour="14:00", place="示例社区")
    court.act("plan_sitting", day="2026-03-04", hour="14:00", place="示例社区", tried_by="示例法院")
    assert court.due("on_the_day") == "2026-03-04" and "2026年3月4日" in office.page("terms", query={"kind": "near"}) and "示例社区" in court.page()
    office.day("2026-03-04")
    court.act("hold", held_on="2026-03-04", people=40, leaders=0, mediated=3)
    assert [office.figure(f"community_court_{name}") for name in ("sittings", "cases", "audience")] == [1, 3, 40]
    other = office.open("talk.session", kind="court")
    other.act("plan_sitting", day="2026-03-05", hour="09:00", place="示例社区")
    office.day("2026-03-06")
    assert "talk.session/on_the_day" in office.terms("overdue")


def base(office: Office, key: str, kind: str, planned: int = 1, **more: object) -> None:
    """A place of legal education."""
    office.enter("training_base", key, name=f"{key}阵地（示例）", kind=kind, address="示例路1号", yearly_sessions=planned, **more)


def event(office: Office, people: int, **facts: object) -> CaseAt:
    """An event held in the first community."""
    case = office.open("publicity.event", **{"kind": "lecture", **facts})
    told = {"held_on": "2026-03-02", "division": office.communities[0], "setting": "community", "sessions": 1, "audience": ["residents"], "people": people}
    case.act("record", people_online=0, speaker="court", spending=people * 10, counted_elsewhere=False, **told)
    return case


def test_t49_places_of_education(office: Office) -> None:
    """街道廉政教育基地"""
    for key, kind in (("廉政", "education_base"), ("记忆馆", "hall"), ("广场", "park")):
        base(office, key, kind)
    event(office, 60, base="记忆馆", kind="visit")
    event(office, 20, base="记忆馆", kind="visit")
    hall = told(office, "training_base", "记忆馆阵地")
    assert "纪念（记忆）馆" in hall and '<td data-label="本年到场人次">80</td>' in hall and "2 / 1" in hall
    assert "0 / 1 不足" in told(office, "training_base", "广场阵地")


def test_t50_lectures(office: Office) -> None:
    """"法律大讲堂\""""
    case = event(office, 35, theme="民法典（示例）")
    page = case.page()
    assert "民法典（示例）" in page and "居民" in page and case.said("record")["speaker"] == "court" and case.said("record")["people"] == 35
    assert office.figure("legal_lectures", division=office.communities[0]) == 1 and office.figure("legal_lectures", division=office.communities[1]) == 0
    assert case.said("record")["audience"] == ["residents"] and case.cover["theme"] == "民法典（示例）"


def test_t52_youth_court(office: Office) -> None:
    """青少年法庭"""
    base(office, "示例中学", "school", until="2027-08-31")
    case = office.open("talk.session", kind="youth_court", subject="校园欺凌（示例）")
    case.act("hold", held_on="2026-03-02", people=45, leaders=0, mediated=1, school="示例中学", class_name="八年级二班")
    page = case.page()
    assert "校园欺凌" in page and "八年级二班" in page and '<td data-label="本年青少年法庭场次">1</td>' in told(office, "training_base", "示例中学阵地")
    assert case.said("hold")["school"] == "示例中学"


def test_t53_schools_and_street(office: Office) -> None:
    """普法共建"""
    base(office, "示例小学", "school", planned=2, partner="街道办（示例）", yearly_plan="三月、九月各一场（示例）", until="2026-08-31")
    event(office, 30, base="示例小学", kind="school")
    page = told(office, "training_base", "示例小学阵地")
    assert "1 / 2 不足" in page and "三月、九月各一场" in page and "2026年8月31日" in page
    event(office, 30, base="示例小学", kind="school")
    assert "2 / 2" in told(office, "training_base", "示例小学阵地")
    office.day("2026-09-01")
    assert "register.training_base/expires_on" in office.terms("overdue")


def test_t54_plan_of_legal_publicity(office: Office) -> None:
    """"八五"普法规划"""
    office.enter("law_owner", "示例市容条例", owner="综合行政执法大队", audience="沿街商户", yearly_sessions=1)
    office.enter("plan", "八五-1", name="商户普法（示例）", kind="publicity", year=2026, list="八五普法", owner="司法所", due_on="2026-12-31", target=2, state="planned")
    for _ in range(2):
        event(office, 30, plan_goal="八五-1", law="示例市容条例", law_listed="示例市容条例", owner="综合行政执法大队")
    event(office, 30, owner="司法所")
    asked = ("trace", "legal_publicity_events", "--year", "2026", "--json", "--by")
    balance = {by: str(office.command(*asked, f"case.{by}")) for by in ("plan_goal", "law", "owner")}
    assert "八五-1" in balance["plan_goal"] and "示例市容条例" in balance["law"] and "司法所" in balance["owner"]
    assert "2 / 1" in told(office, "law_owner", "示例市容条例") and office.listed("plan")["八五-1"]["target"] == 2


def test_t55_square_of_small_things(office: Office) -> None:
    """微实事广场"""
    base(office, "微实事广场", "park")
    case = event(office, 120, kind="fair", base="微实事广场", theme="反诈（示例）")
    assert "反诈（示例）" in case.page() and case.said("record")["people"] == 120 and case.said("record")["audience"] == ["residents"]
    assert '<td data-label="本年到场人次">120</td>' in told(office, "training_base", "微实事广场阵地")


def test_t64_kinds_of_events_compared(office: Office) -> None:
    """法治讲座、法律宣传咨询、法治文艺演出"""
    for key, kind in (("讲座", "lecture"), ("咨询", "consultation"), ("演出", "show")):
        office.enter("event_form", key, name=f"{key}（示例）", kind=kind, for_whom="居民", next_year="open")
        event(office, {"lecture": 40, "consultation": 100, "show": 300}[kind], kind=kind)
    page = told(office, "event_form", "演出（示例）")
    assert '<td data-label="本年支出（元）">3,000</td>' in page and '<td data-label="本年支出（元）">400</td>' in told(office, "event_form", "讲座（示例）")
    assert '<td data-label="现场受众人次">300</td>' in page and '<td data-label="本年场次">1</td>' in page
    costs = str(office.command("trace", "publicity_spending", "--year", "2026", "--by", "case.kind", "--json"))
    reach = str(office.command("trace", "publicity_audience_onsite", "--year", "2026", "--by", "case.kind", "--json"))
    assert all(kind in costs and kind in reach for kind in ("lecture", "consultation", "show")) and "3000" in costs and "300" in reach
    chosen = next(item for item in office.find("register.event_form") if item.row["topic"] == "咨询")
    assert "理由" in office.not_entered("event_form", "展板", name="展板", kind="signage", for_whom="居民", next_year="more", why_chosen=None)
    chosen.act("change", next_year="more", why_chosen="人均支出低（示例）")
    assert "人均支出低" in told(office, "event_form", "咨询（示例）")


def test_t51_content_by_age(office: Office) -> None:
    """"滨塘葫芦\""""
    for key, age in (("绘本", "child"), ("课件", "pupil")):
        office.enter("content_item", key, name=f"{key}（示例）", age=age, medium="book", law="示例法", where="图书角（示例）", review_by="2026-06-30")
    case = event(office, 30, kind="school", content="课件")
    case.act("note_feedback", age="pupil", useful="yes_useful")
    case.act("note_feedback", age="pupil", useful="not_useful", said="字太多（示例）")
    offered = told(office, "content_item", "小学生")
    assert "课件（示例）" in offered and "绘本（示例）" not in offered and "30 / 1" in offered
    assert '<td data-label="反馈有用">1</td>' in offered and '<td data-label="反馈一般或没有用">1</td>' in offered
    assert "绘本（示例）" in office.page("register", name="content_item", query={"short": "1"})
    office.day("2026-07-01")
    assert "register.content_item/expires_on" in office.terms("overdue")
