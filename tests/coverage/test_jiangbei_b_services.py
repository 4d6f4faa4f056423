"""Jiangbei 2024: legal services, publicity and what is laid open (rows S-J57, …)."""

from __future__ import annotations

from .office import Office


def test_j66_three_levels_of_legal_service(office: Office) -> None:
    """公共法律服务三级实体平台"""
    for topic, people in (("labour", 3), ("debt", 1)):
        case = office.open("legalaid.consultation", channel="window", adviser="duty", topic=topic, parties={"asker": ["示例居民甲"]})
        case.act("advise", people=people, question="咨询（示例）", aid_told=True, charged=0, station="示例街道公共法律服务站")
    case.act("pass_on", where="mediation", consent=True)
    assert case.said("advise")["station"] == "示例街道公共法律服务站" and case.said("pass_on")["where"] == "mediation"
    assert (office.figure("consultations_recorded"), office.figure("consultation_persons"), office.figure("consultations_on_labour")) == (4, 1, 3)


def test_j68_questions_on_the_net(office: Office) -> None:
    """“重庆村居法务”线上服务平台"""
    office.enter("adviser", "示例证号-9", name="示例律师", kind="online", firm="示例所", serves="示例街道", since="2026-01-01", until="2026-12-31")
    for day in ("2026-03-01", "2026-03-02"):
        office.enter("lawyer_duty", f"{day}—9", name=f"示例律师（{day[-1]}日）", lawyer="示例证号-9", day=day)
    case = office.open("legalaid.consultation", channel="online", adviser="community", topic="family", parties={"asker": 1})
    case.act("ask")
    offered = office.page("act", "fang", case_id=case.id, name="give").partition('name="f-lawyer"')[2].partition("</select>")[0]
    assert "2026-03-02—9" in offered and "2026-03-01—9" not in offered
    assert "值班日期为“2026-03-01”" in case.refused("give", lawyer="2026-03-01—9")
    case.act("give", lawyer="2026-03-02—9")
    due = case.due("answer_within")
    office.day("2026-03-03")
    case.act("advise", people=1, aid_told=True, charged=0)
    case.act("rated", satisfied="satisfied")
    assert due >= "2026-03-03" and case.said("give")["lawyer"] == "2026-03-02—9" and case.said("advise")["hours"] == 24
    assert (office.figure("consultation_hours"), office.figure("consultation_satisfaction_rate")) == (24, 100)


EVENT = {
    "counted_elsewhere": False, "held_on": "2026-03-02", "sessions": 1, "people": 30, "people_online": 0, "leaflets": 0, "goods": 0, "posters": 0,
    "banners": 0, "boards": 0, "fixed_slogans": 0, "reports": 0, "spending": 0,
}  # fmt: skip


def test_j63_evening_school(office: Office) -> None:
    """“香樟树法治夜校”"""
    office.enter("training_base", "YX-1", name="香樟树法治夜校（示例）", kind="evening_school", yearly_sessions=12)
    course = office.open("publicity.event", kind="lecture", quarter="q1", theme="物业与业主（示例）", law="民法典", base="YX-1")
    course.act("record", **{**EVENT, "audience": ["residents"], "setting": "community", "division": office.communities[0]})
    course.act("check", outcome="agreed", by="shen")
    assert course.said("record")["people"] == 30 and course.said("record")["held_on"] == "2026-03-02"
    assert "香樟树法治夜校" in course.page() and office.figure("publicity_audience_onsite") == 30 and course.stage == "counted"


def test_j65_law_column(office: Office) -> None:
    """“小江说普法”栏目"""
    episode = office.open("publicity.event", kind="online", quarter="q1", theme="高空抛物（示例）", law="民法典", owner="司法局（示例）")
    episode.act("record", **{**EVENT, "people": 0, "people_online": 900, "audience": ["residents"], "setting": "web", "division": office.communities[0]})
    episode.act("note_views", medium="wechat", counted_on="2026-03-02", views=900)
    office.day("2026-03-09")
    episode.act("note_views", medium="video", counted_on="2026-03-09", views=5200)
    told = [(each["form"]["medium"], each["form"]["counted_on"], each["form"]["views"]) for each in episode.entries("note_views")]
    assert told == [("wechat", "2026-03-02", 900), ("video", "2026-03-09", 5200)]
    assert office.figure("publicity_episodes") == 1 and "民法典" in episode.page()


def test_j91_topics_from_frequent_questions(office: Office) -> None:
    """“小江说普法”2.0版本"""
    for topic, people in (("property", 7), ("family", 2)):
        case = office.open("legalaid.consultation", channel="window", adviser="duty", topic=topic)
        case.act("advise", people=people, question="咨询（示例）", aid_told=True, charged=0)
    dispute = office.open("mediation.case", kind="property_service", source="own_motion", people_involved=2)
    dispute.act("register")
    dispute.act("accept", mediators=["liang"], chosen="named", consent=True, interested="none")
    often = {topic: office.figure(f"consultations_on_{topic}") for topic in ("property", "family", "labour", "debt")}
    assert max(often, key=lambda topic: often[topic]) == "property" and office.figure("disputes_on_property_service") == 1
    episode = office.open("publicity.event", kind="online", quarter="q2", theme="物业费争议（示例）", law="民法典", chosen_from="consultations")
    assert "咨询集中的问题" in episode.page()


def test_j57_files_of_petitions_checked(office: Office) -> None:
    """信访事项规范化评查"""
    case = office.open("petition.matter", channel="letter", first="first", kind="claim", group=False)
    case.act("register", identity_clear=True, representatives=1, oral=False)
    case.act("accept", ours=True, same_after_final=False, in_time=True, pending_elsewhere=False)
    case.act("sort", outcome="litigation")
    case.act("check_file", result="faulty", faults="缺送达回证（示例）", points=10, points_met=8, mend_by="2026-03-10")
    office.day("2026-03-11")
    assert "petition.matter/mend_within" in office.terms("overdue")
    case.act("mend_faults")
    assert "没有待整改" in case.refused("mend_faults") and office.figure("petition_file_score") == 80
    assert office.figure("petition_files_checked") == 1


def test_j77_what_must_be_published(office: Office) -> None:
    """政务公开"""
    paper = office.open("disclosure.publication", category="organisation", formed_on="2026-03-02", source="own", speed="general")
    office.enter("disclosure_item", "GK-1", name="机构职能", basis="政府信息公开条例第二十条", state="published", published_as=paper.number, due_on="2026-12-31")
    office.enter("disclosure_item", "GK-2", name="年度预算", basis="政府信息公开条例第二十条", state="gap", due_on="2026-03-20")
    budget = office.open("disclosure.publication", category="budget", formed_on="2026-03-02", source="own", speed="general", listed="GK-2")
    for name, words in (
        ("draft", {"by": "luo"}),
        ("first_review", {"outcome": "pass", "by": "shen", "accurate": True}),
        ("second_review", {"outcome": "pass", "by": "zhao", "secrecy": "clear", "private": "none", "organs": "none"}),
        ("third_review", {"outcome": "pass", "by": "liu"}),
        ("publish", {"outcome": "new", "same_text": True, "channels": ["website"]}),
    ):
        budget.act(name, **words)
    assert '<td data-label="本年已公开（件）">1</td>' in office.page("register", name="disclosure_item", query={"q": "年度预算"})
    gap = office.page("register", name="disclosure_item", query={"q": "应公开未公开"})
    assert "年度预算" in gap and "机构职能" not in gap and office.figure("disclosure_items_rate") == 50
    office.day("2026-03-23")
    assert "register.disclosure_item/expires_on" in office.terms("overdue")
