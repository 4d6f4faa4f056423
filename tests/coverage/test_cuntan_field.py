"""Cuntan 2022: work in the field: rivers and forests, places put right, joint enforcement, complaints, work in the street."""

from __future__ import annotations

from .office import CaseAt, Office


def patrol(office: Office, due: str | None, **facts: str) -> CaseAt:
    """A patrol planned for a day, or none planned."""
    case = office.open("patrol.river", extra="no" if due else "yes", **facts)
    if due:
        case.act("plan_patrol", due_on=due)
    return case


def test_c11_river_chiefs(office: Office) -> None:
    """河长制"""
    done = patrol(office, "2026-03-06", kind="river", level="street", point="示例河段1", chief="单江")
    missed = patrol(office, "2026-03-06", kind="river", level="street", point="示例河段2", chief="单江")
    extra = patrol(office, None, kind="river", level="community", point="示例河段1", chief="单江")
    done.act("patrol_planned", started="2026-03-02T08:00", minutes=60, metres=2000, checked=["dumping"])
    done.act("note_problem", kind="dumping")
    done.act("finish", finds=1)
    extra.act("patrol_extra", started="2026-03-02T08:00", minutes=60, metres=2000, checked=["outlets"])
    assert done.said("patrol_planned")["minutes"] == 60 and len(done.children("patrol.problem")) == 1
    assert office.figure("river_patrol_plan_rate") == 50 and office.figure("river_patrols_as_planned") == 1 and office.figure("river_patrols") == 2
    office.day("2026-03-09")
    assert "逾期" in missed.refused("patrol_planned", started="2026-03-09T08:00", minutes=60, metres=2000, checked=["dumping"])
    missed.act("report_missed")
    assert missed.stage == "missed" and office.figure("river_patrol_plan_rate") == 50


def test_c12_forest_chiefs(office: Office) -> None:
    """林长制"""
    office.enter("patrol_point", "LB-01", name="示例林班", kind="forest", chief="单江", per_month=2)
    case = patrol(office, "2026-03-06", kind="forest", level="street", point="LB-01", chief="单江")
    case.act("patrol_planned", started="2026-03-02T08:00", minutes=90, metres=3000, checked=["fire", "trees"])
    case.act("note_problem", kind="fire")
    assert "没有逐件登记" in case.refused("finish", finds=2)
    case.act("finish", finds=1)
    (problem,) = case.children("patrol.problem")
    problem.act("register_problem", content="林边焚烧", photos="film")
    problem.act("dispatch", office="safety")
    problem.act("handle", by={"handler": ["luo"]}, photos="film")
    problem.act("recheck", outcome="passed", photos="film")
    assert problem.stage == "closed" and case.said("problem_over")["result"] == "solved"


def test_c14_joint_enforcement(office: Office) -> None:
    """联合执法"""
    case = office.open("inspection.ordinary", kind="industry", way="special", cause="complaint", item="入河排污检查")
    case.act("propose", scheme="与区生态环境局联合", how="site", published="yes", joint="yes", bodies="区生态环境局、街道", bodies_number=2, one_form="yes", other_planned="no")
    case.act("approve", outcome="allow")
    case.act("enter", outcome="exempt", certificates_shown="yes", scanned="yes", told="yes", people_sent=6, out_of_area="no", owner_demanded="no")
    case.act("record_site", findings="私设排口", problems=1, signed="signed", recording="film")
    assert case.said("propose")["bodies_number"] == 2 and case.row["topic"] == "industry"
    case.act("conclude", outcome="violation")
    assert case.stage == "to_penalty" and case.number in office.page("referrals", "li")
    other = office.open("inspection.ordinary", kind="industry", way="special", cause="complaint", item="入河排污检查")
    other.act("propose", how="site", published="yes", joint="yes", bodies="区生态环境局、街道", bodies_number=2, one_form="yes", other_planned="no")
    other.act("approve", outcome="allow")
    other.act("enter", outcome="exempt", certificates_shown="yes", scanned="yes", told="yes", out_of_area="no", owner_demanded="no")
    other.act("record_site", problems=1, signed="signed", recording="film")
    other.act("conclude", outcome="other_body", organ="区生态环境局", record_sent="yes")
    assert other.stage == "passed_on" and other.said("conclude")["organ"] == "区生态环境局"


def test_c15_ozone_notices(office: Office) -> None:
    """臭氧污染控制告知书"""
    complaint = office.open("grid.event", category="environment", grade="ordinary", channel="hotline", place="示例路9号", parties={"reporter": ["某居民"]}, where={"division": office.communities[0]})
    complaint.act("received", party="reporter1", content="露天焚烧")
    complaint.act("verify_report", confirmed="yes")
    complaint.act("pass_on", outcome=None, where="enforcement")
    stop = office.open("penalty.correction", violation="open_burning_straw", act_date="2026-03-02", channel="grid", place="示例路9号", parties={"respondent": ["某居民乙"]}, where={"capacity": "handed_over"})
    stop.act("find", certificates_shown="yes", facts="当场制止焚烧")
    notice = stop.act("order", how="at_once", what="熄灭并清理")
    assert notice.documents["order_notice"]
    stop.act("serve", document="order_notice", party="respondent1", means="in_person", receipt="本人签收")
    assert stop.state["docs"]["order_notice"]["served"]


def test_c18_work_in_the_street(office: Office) -> None:
    """“马路办公”"""
    session = office.open("talk.session", kind="street", subject="马路办公")
    session.act("hold", division=office.communities[0], people=12, leaders=2, mediated=0)
    session.act("note_matter", kind="help", content="路灯不亮")
    (matter,) = session.children("talk.matter")
    matter.act("register", content="路灯不亮", urgent="no")
    matter.act("assign", office="general")
    assert matter.due("answer_within")
    matter.act("solve", how="solved", result="已修复")
    matter.act("report_back", reached="told", answer="已修复")
    matter.act("close")
    assert session.said("hold")["leaders"] == 2 and matter.stage == "closed"
    assert office.figure("road_office_sessions") == 1 and office.figure("deliberation_matters_handled") == 1
