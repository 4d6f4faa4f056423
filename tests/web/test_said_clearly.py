"""What pages say so that nobody has to guess: which act an outcome belongs to, who spoke when, what is worked out, what is kept."""

from __future__ import annotations

import re

from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from street import Sample
from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.models import Officer
from yifa.procedures.council import COUNCIL_FIELDS
from yifa.procedures.schema import FormField, Label
from yifa.web.case import stages_of
from yifa.web.conditions import rules_of
from yifa.web.forms import raw_values
from yifa.web.opening import title_of

from .test_what_can_be_done import client_of, main_buttons

ENTRY = {"f-item": "甲—KC-01", "f-name": "甲（示例）", "f-unit": "党政办", "f-course_name": "行政处罚法解读", "f-result": "not_taken"}


def course_result(client: Client) -> int:
    client.post("/registers/course_result/add/", ENTRY)
    return Case.objects.get(procedure="register.course_result").pk


def test_an_outcome_is_named_with_its_act() -> None:
    branch = the_law().families["decision.meeting"][-1].branches["advise"]["no_objection"]
    assert branch.told == Text("出具法律意见：合法合规", "Give the legal opinion: Lawful")


def test_people_are_put_in_the_order_they_spoke_in() -> None:
    posted = QueryDict("o-spoke-7=2&o-spoke-3=3&o-spoke-5=1&o-spoke-9=")
    fields = {"spoke": COUNCIL_FIELDS["spoke"]}
    assert raw_values(fields, posted, MultiValueDict()) == {"spoke": ["5", "7", "3"]}


def test_what_the_cover_says_decides_which_fields_a_form_asks_for() -> None:
    spec = FormField(type="text", title=Label(zh="编号", en="Number"), when="case.kind in ['major', 'document']")
    both = spec.model_copy(update={"when": "case.kind == 'major' and form.x == 'a'"})
    assert rules_of({"n": spec}, None, {"kind": "contract"}) == {"n": {"any": []}}
    assert rules_of({"n": spec}, None, {"kind": "major"}) == {"n": {"all": []}}
    assert rules_of({"n": spec}, None, {}) == {}
    told = rules_of({"n": both}, None, {"kind": "major"})
    assert told == {"n": {"all": [{"all": []}, {"field": "x", "in": ["a"]}]}}


def test_a_case_is_called_by_its_firm_or_by_the_organisation_named(sample: Sample) -> None:
    grading = the_law().families["credit.grading"][-1]
    assert title_of(grading, {"firm": "示例甲公司"}, "x").startswith("示例甲公司 · ")
    assert title_of(grading, {}, "x", "示例乙公司") == "企业信用分级分类 · 示例乙公司 · x"


def test_a_case_shows_only_stages_gone_through_or_still_to_come() -> None:
    aid = the_law().families["aid.assistance"][-1]
    entry = {"seq": 1, "act": "receive", "form": {}, "kind": "act"}
    told = {str(each["title"].zh): each["state"] for each in stages_of(aid, {"stage": "granted", "ended": False}, [entry])}
    assert told == {"已受理": "done", "救助中": "here"}


def test_an_entry_of_a_register_is_changed_first_and_never_removed_by_the_blue_button(sample: Sample) -> None:
    client = client_of("luo")
    case_id = course_result(client)
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert main_buttons(page) == []
    assert page.index("变更登记") < page.index("其他处理") < page.index("移出登记册")
    assert "没有文书" not in page and "下一到期" not in page
    assert page.index("姓名") < page.index("科室（社区）") < page.index("课程名称")


def test_an_entry_that_was_changed_says_what_stands_now(sample: Sample) -> None:
    client = client_of("luo")
    case_id = course_result(client)
    assert "现登记内容" not in client.get(f"/cases/{case_id}/").content.decode()
    luo = Officer.objects.get(username="luo").pk
    client.post(f"/cases/{case_id}/acts/change/", {"by-keeper": luo, "f-why": "转岗", "f-unit": "城管办"})
    page = client.get(f"/cases/{case_id}/").content.decode()
    standing = page[page.index("现登记内容") : page.index("封面")]
    assert "城管办" in standing and "党政办" not in standing


def test_what_is_listed_twice_leads_to_the_entry_and_a_key_has_an_example(sample: Sample) -> None:
    client = client_of("luo")
    case_id = course_result(client)
    assert "例如：示例甲—KC-01" in client.get("/registers/course_result/add/").content.decode()
    again = client.post("/registers/course_result/add/", ENTRY)
    assert again.status_code == 409 and f'href="/cases/{case_id}/"' in again.content.decode()


def test_the_desk_leaves_out_what_is_merely_kept_until_it_is_asked_for(sample: Sample) -> None:
    client = client_of("luo")
    case_id = course_result(client)
    link = f'href="/cases/{case_id}/"'
    assert link not in client.get("/").content.decode()
    assert link in client.get("/", {"q": "甲"}).content.decode()
    assert link in client.get("/", {"state": "all"}).content.decode()


def test_a_form_with_gaps_says_so_and_keeps_irregular_acts_out_of_sight(sample: Sample) -> None:
    client = client_of("luo")
    case_id = course_result(client)
    luo = Officer.objects.get(username="luo").pk
    page = client.post(f"/cases/{case_id}/acts/change/", {"by-keeper": luo}).content.decode()
    assert "还没有记入案卷" in page and "现在不能办理" not in page
    assert re.search(r"<details>\s*<summary>纸质签字", page)


def test_a_version_of_the_law_is_put_forward_from_its_own_page(sample: Sample) -> None:
    client = client_of("zhao")
    version = the_law().families["penalty.summary"][-1].version
    law = client.get("/law/penalty.summary/").content.decode()
    assert "提请采用这一版" in law and version in law
    page = client.get("/cases/new/supervision.adoption/", {"family": "penalty.summary", "version": version}).content.decode()
    assert version in page and "penalty.summary" in page
