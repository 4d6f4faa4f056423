"""What a clerk finds on a case: their own next step first, what others do apart, everything by its name in the language of the page."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from street import Sample, moment
from yifa import clock
from yifa.docket.models import Case
from yifa.people.models import Certificate, Holding, Office, Officer
from yifa.procedures import Law
from yifa.web.desk import urgency
from yifa.web.facts import Reading
from yifa.web.timeline import papers_of


def client_of(name: str, language: str = "zh") -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    client.post("/language/", {"language": language, "back": "/"})
    return client


def did(client: Client, name: str, case_id: int, act: str, role: str, words: dict[str, object]) -> None:
    """An act done on its page by one officer."""
    officer = Officer.objects.get(username=name)
    answer = client.post(f"/cases/{case_id}/acts/{act}/", {f"by-{role}": str(officer.pk), **words})
    assert answer.status_code == 302, answer.content.decode()[-2000:]


def main_buttons(page: str) -> list[str]:
    return re.findall(r'class="button main" href="[^"]+">([^<]+)<', page)


def test_a_decision_made_on_the_spot_is_served_next_and_not_taken_back(sample: Sample) -> None:
    page = client_of("zhang").get(f"/cases/{sample.decided().case_id}/").content.decode()
    assert main_buttons(page) == ["送达文书"]


def test_who_fills_no_role_of_an_act_sees_whose_it_is(sample: Sample) -> None:
    case_id = sample.opened().case_id
    page = client_of("liu").get(f"/cases/{case_id}/").content.decode()
    others = page[page.index("等待他人") :]
    assert "当场告知" in others and "执法人员" in others
    assert "当场告知并听取陈述申辩" not in "".join(main_buttons(page))


def test_what_happens_to_the_body_is_entered_apart_from_what_it_does(sample: Sample) -> None:
    page = client_of("zhang").get(f"/cases/{sample.decided().case_id}/").content.decode()
    events = page[page.index("登记发生的事") : page.index("其他为什么现在不能办")]
    assert "缴纳" in events
    assert page.index("您可以办理") < page.index("登记发生的事") < page.index("等待他人")


def test_nobody_sees_a_column_of_nineteen_buttons(sample: Sample) -> None:
    page = client_of("zhang").get(f"/cases/{sample.decided().case_id}/").content.decode()
    open_ones = re.sub(r"<details>.*?</details>", "", page, flags=re.S)
    assert open_ones.count('class="button"') <= 6


def test_an_english_page_cites_tells_and_dates_in_english(sample: Sample) -> None:
    case_id = sample.decided().case_id
    sample.do(case_id, "serve", "2023-05-04 10:20", {"officer": sample.two()},
              {"document": "decision", "means": "in_person", "receipt": "本人签收"}, party="p1")  # fmt: skip
    page = client_of("zhang", "en").get(f"/cases/{case_id}/").content.decode()
    docket = page[page.index("Docket") :]
    assert "Civil Procedure Law, Art. 88" in docket and "《" not in docket
    assert "In person" in docket and "in_person" not in docket
    assert "50.00 yuan" in docket and "<dd>Yes" in docket and "是<" not in docket and " 元" not in docket
    assert "Respondent (某某某)" in docket and "p1" not in docket
    assert "Thu 4 May 2023" in docket
    desk = client_of("zhang", "en").get("/?state=all").content.decode()
    assert "Thu 4 May 2023" in desk and "<td data-label=\"Opened\">2023-05-04" not in desk


def test_two_parties_of_one_role_are_told_apart_by_number_and_mask(sample: Sample) -> None:
    words = {"p-party-kind": ["person", "person"], "p-party-name": ["示例张三", "示例李四"], "p-party-number": ["", ""], "capacity": "committee",
             "f-kind": "neighbour", "f-source": "request", "f-people_involved": "2"}  # fmt: skip
    liang = client_of("liang")
    answer = liang.post("/cases/new/mediation.case/", words)
    assert answer.status_code == 302, re.findall(r'class="error">([^<]+)', answer.content.decode())
    page = liang.get(answer["Location"]).content.decode()
    assert "当事人1" in page and "当事人2" in page and page.count("示某某") == 2


def test_the_form_offers_only_those_who_may_act_and_chooses_the_reader_once(sample: Sample) -> None:
    case_id = sample.opened().case_id
    Certificate.objects.filter(officer__username="qian").update(valid_to="2024-01-01")
    page = client_of("zhang").get(f"/cases/{case_id}/acts/tell/").content.decode()
    names = {name: Officer.objects.get(username=name).name for name in ("zhang", "wang", "qian", "gao")}
    assert names["wang"] in page and names["qian"] not in page and names["gao"] not in page
    assert page.count("checked") == 1 and f'value="{sample.id("zhang")}" checked' in page


def test_an_act_of_any_officer_asks_for_one_role_and_folds_the_rest(sample: Sample) -> None:
    page = client_of("zhang").get(f"/cases/{sample.decided().case_id}/acts/serve/").content.decode()
    before = page[: page.index("以其他身份办理")]
    assert before.count("<fieldset") == 1 and page.count(" checked") == 1


def test_a_field_of_another_means_says_when_it_is_wanted(sample: Sample) -> None:
    page = client_of("zhang").get(f"/cases/{sample.decided().case_id}/acts/serve/").content.decode()
    consent = re.search(r'<div class="field" data-when="([^"]+)"><label for="f-consent"', page)
    assert consent is not None and "electronic" in consent[1] and "in_person" not in consent[1]
    assert 'data-when' not in page[page.index('for="f-document"') - 60 : page.index('for="f-document"')]


def test_a_field_the_form_does_not_have_is_refused(sample: Sample) -> None:
    case_id = sample.opened().case_id
    two = [str(one) for one in sample.two()]
    words = {"by-officer": two, "f-proposed_kinds": ["fine"], "f-proposed_fine": "50", "f-told_all": "yes", "f-discount": "1", "paper": "示例"}
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/tell/", words)
    assert answer.status_code == 409 and "表单没有“discount”这一项" in answer.content.decode()
    assert client_of("zhang").post(f"/cases/{case_id}/acts/tell/", {"by-officer": ["x"]}).status_code == 400


def test_a_stale_page_shows_what_is_new_beside_the_form_that_was_filled_in(sample: Sample) -> None:
    case_id = sample.opened().case_id
    seen = Case.objects.get(pk=case_id).head
    sample.tell(case_id)
    words = {"by-officer": [str(one) for one in sample.two()], "f-proposed_fine": "75", "seen": seen, "paper": "示例"}
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/tell/", words)
    page = answer.content.decode()
    assert answer.status_code == 409 and "本案新增了下列记录" in page and 'value="75"' in page
    new = page[page.index("本案新增了下列记录") : page.index("<form class=\"card\"")]
    assert "当场告知并听取陈述申辩" in new and "出示证件" not in new
    assert f'name="seen" value="{Case.objects.get(pk=case_id).head}"' in page


def test_a_term_of_hours_is_late_at_its_hour_and_a_term_of_days_after_its_day() -> None:
    now = moment("2026-09-28 16:40")
    assert urgency("2026-09-28T16:39:00+08:00", now) == "overdue"
    assert urgency("2026-09-28T16:41:00+08:00", now) == "today"
    assert urgency("2026-09-28", now) == "today" and urgency("2026-09-27", now) == "overdue"


def test_the_desk_counts_a_moment_that_has_passed_today_as_overdue(sample: Sample) -> None:
    case_id = sample.decided().case_id
    Case.objects.filter(pk=case_id).update(next_due="2026-09-28T16:39:00+08:00")
    with clock.at(moment("2026-09-28 16:40")):
        page = client_of("zhang").get("/").content.decode()
        assert "已逾期 · " in page and '<div class="alarm"><b>1</b>' in page
    with clock.at(moment("2026-09-28 16:38")):
        assert '<div class="alarm">' not in client_of("zhang").get("/").content.decode()


def test_what_turns_on_other_dockets_is_looked_up_before_the_page_says_it_is_not_lawful(sample: Sample) -> None:
    zhang = client_of("zhang")
    words = {"capacity": "own", "f-kind": "other", "f-way": "daily", "f-cause": "plan", "f-item": "示例", "f-plan_number": "示例计1号",
             "p-inspected-kind": ["person"], "p-inspected-name": ["示例张三"], "p-inspected-number": [""]}  # fmt: skip
    page = zhang.post("/cases/new/inspection.ordinary/", words, follow=True).content.decode()
    assert "报批检查" in main_buttons(page) and "频次上限" not in page


def test_an_act_that_names_an_entry_is_offered_once_there_is_one(sample: Sample) -> None:
    zhao = client_of("zhao")
    words = {"capacity": "own", "f-kind": "quiz", "f-name": "答题（示例）", "f-bank": "题库（示例）", "f-pass_mark": "60"}
    case_id = int(zhao.post("/cases/new/study.exam/", words).headers["Location"].split("/")[2])
    roster = SimpleUploadedFile("名单.txt", "示例".encode(), "text/plain")
    did(zhao, "zhao", case_id, "announce", "organiser", {"f-scope": "示例", "f-roster": roster})
    page = zhao.get(f"/cases/{case_id}/").content.decode()
    shut = page[page.index("其他为什么现在不能办") :]
    assert "再问：答对" in shut and "还没有“登记一人答错的一题”的记录" in shut


def test_a_stage_whose_only_way_on_ends_the_case_another_way_offers_it(sample: Sample) -> None:
    words = {"capacity": "own", "f-channel": "visit", "f-first": "first", "f-people": "1", "f-group": "no", "f-kind": "claim", "f-field": "housing"}
    he = client_of("he")
    case_id = int(he.post("/cases/new/petition.matter/", words).headers["Location"].split("/")[2])
    did(he, "he", case_id, "register", "registrar", {"f-content": "示例", "f-oral": "no", "f-identity_clear": "yes", "f-representatives": "1"})
    did(he, "he", case_id, "accept", "registrar", {"f-ours": "yes", "f-same_after_final": "no", "f-pending_elsewhere": "no"})
    did(client_of("jiang"), "jiang", case_id, "sort", "handler", {"outcome": "duty", "f-reason": "示例", "f-law": "示例"})
    page = client_of("jiang").get(f"/cases/{case_id}/").content.decode()
    assert "依法履行或者答复" in main_buttons(page)


def test_a_field_that_the_case_itself_rules_out_is_not_asked_and_one_it_calls_for_is_marked(sample: Sample) -> None:
    luo = client_of("luo")
    for kind, asked in (("contract", False), ("document", True)):
        words = {"capacity": "own", "f-matter": "议题（示例）", "f-forum": "office", "f-kind": kind}
        case_id = int(luo.post("/cases/new/decision.meeting/", words).headers["Location"].split("/")[2])
        did(luo, "luo", case_id, "propose", "sponsor", {"f-content": "示例", "f-papers": "示例"})
        page = client_of("feng").get(f"/cases/{case_id}/acts/check/?outcome=accept").content.decode()
        assert ('name="f-own_procedure"' in page) is asked


def test_a_ledger_tells_what_the_acts_recorded_who_handles_it_and_what_is_late(sample: Sample) -> None:
    luo = client_of("luo")
    words = {"capacity": "own", "f-kind": "discussion", "f-topic": "law", "f-unit": "示例支部", "f-subject": "示例法"}
    case_id = int(luo.post("/cases/new/study.session/", words).headers["Location"].split("/")[2])
    proof = SimpleUploadedFile("签到.txt", "示例".encode(), "text/plain")
    told = {"f-held_on": "2023-05-04", "f-due": "15", "f-present": "12", "f-leaders": "1", "f-minutes": "60", "f-evidence": proof, "at": "2023-05-04T10:00"}
    did(luo, "luo", case_id, "record", "recorder", told)
    page = luo.get("/ledger/study.session/").content.decode()
    assert "实到人数</span> 12" in page and "已逾期" in page and "罗平" in page
    assert "/ledger/study.session/" in luo.get("/registers/", {"q": "学法"}).content.decode()
    assert "已逾期" in luo.get(f"/cases/{case_id}/").content.decode()


def test_only_those_who_reach_the_case_are_named_and_offered_and_who_handles_it_stands_first(sample: Sample) -> None:
    facts = {"matter": "示例议题", "forum": "office", "kind": "ordinary", "topics": ["safety"]}
    case_id = sample.open_as("luo", "decision.meeting", facts, [], moment("2023-05-04 10:00"))
    Case.objects.filter(pk=case_id).update(handler_id=sample.id("luo"))
    names = {name: Officer.objects.get(username=name).name for name in ("luo", "li", "shen", "feng")}
    waiting = client_of("zhao").get(f"/cases/{case_id}/").content.decode()
    told = re.search(r"办理[：:]([^<]+)", waiting[waiting.index("等待他人") :])
    assert told is not None and told[1].startswith(names["luo"]) and names["shen"] in told[1] and names["li"] not in told[1]
    did(client_of("luo"), "luo", case_id, "propose", "sponsor", {"f-content": "示例", "f-papers": "示例"})
    page = client_of("feng").get(f"/cases/{case_id}/acts/check/").content.decode()
    assert names["feng"] in page and names["shen"] in page and names["li"] not in page  # another office's head
    again = client_of("zhao").get(f"/cases/{case_id}/").content.decode()
    told = re.search(r"办理[：:]([^<]+)", again[again.index("等待他人") :])
    assert told is not None and names["feng"] in told[1] and names["luo"] not in told[1]  # who put the item forward does not check it


def test_where_nobody_reaches_the_next_step_the_case_is_first_given_to_who_does(sample: Sample) -> None:
    facts = {"matter": "示例议题", "forum": "office", "kind": "ordinary", "topics": ["safety"]}
    case_id = sample.open_as("luo", "decision.meeting", facts, [], moment("2023-05-04 10:00"))
    Case.objects.filter(pk=case_id).update(office_id=sample.street.cast["offices"]["enforcement"].pk, handler_id=sample.id("zhao"))
    did(client_of("li"), "li", case_id, "propose", "sponsor", {"f-content": "示例", "f-papers": "示例"})
    Holding.objects.filter(post__kind="records").delete()
    page = client_of("li").get(f"/cases/{case_id}/").content.decode()
    assert main_buttons(page) == ["交由承办科室（人员）"] and "没有人既在岗又能看到本案" in page


def test_a_paper_is_called_unserved_only_where_the_procedure_knows_service(law: Law) -> None:
    def told(family: str, name: str) -> list[object]:
        entry = {"seq": 1, "at": "2024-05-06T09:00:00+08:00", "documents": [{"name": name, "number": "1"}]}
        state = {"docs": {name: {"due": ["p1"], "served": {}}}}
        return papers_of(Reading("zh", law.families[family][-1]), [entry], state)[0]["to"]

    assert told("mediation.case", "agreement") == [] and told("publicity.prompt", "prompt") == [("p1", "")]


def test_the_outcomes_of_one_act_stand_together(sample: Sample) -> None:
    facts = {"matter": "示例议题", "forum": "office", "kind": "ordinary", "topics": ["safety"]}
    case_id = sample.open_as("luo", "decision.meeting", facts, [], moment("2023-05-04 10:00"))
    did(client_of("luo"), "luo", case_id, "propose", "sponsor", {"f-content": "示例", "f-papers": "示例"})
    page = client_of("feng").get(f"/cases/{case_id}/").content.decode()
    yours = page[page.index("您可以办理") : page.index("其他为什么现在不能办")]
    assert "会务初审：同意上会" in yours and "会务初审：退回" in yours and "其他处理" not in yours


def test_what_a_party_does_is_entered_for_parties_of_that_role_and_the_only_one_is_chosen(sample: Sample) -> None:
    parties = [sample.someone("applicant", "p1"), sample.someone("third", "p2")]
    case_id = sample.open_as("luo", "disclosure.request", {"channel": "in_person", "kind": "person"}, parties, moment("2023-05-04 10:00"))
    page = client_of("luo").get(f"/cases/{case_id}/acts/agree/").content.decode()
    offered = re.search(r'<select id="party".*?</select>', page, flags=re.S)
    assert offered is not None and 'value="p2" selected' in offered[0] and 'value="p1"' not in offered[0]


def test_who_holds_the_post_but_does_not_see_the_case_is_told_so(sample: Sample) -> None:
    case_id = sample.opened().case_id
    page = client_of("liu").get(f"/cases/{case_id}/").content.decode()
    assert "张伟" in page and "没有人既在岗又能看到本案" not in page
    Case.objects.filter(pk=case_id).update(office_id=Office.objects.get(name="公共服务办公室").pk, handler_id=None)
    assert "没有人既在岗又能看到本案" in client_of("liu").get(f"/cases/{case_id}/").content.decode()


def test_the_one_paper_that_waits_is_chosen_with_whom_it_is_due_to_and_nobody_else_can_be_served_with_it(sample: Sample) -> None:
    case_id = sample.decided().case_id
    page = client_of("zhang").get(f"/cases/{case_id}/acts/serve/").content.decode()
    assert 'value="decision" selected' in page and 'value="p1" selected' in page
    words = {"by-officer": [str(one) for one in sample.two()], "f-document": "decision", "f-means": "in_person", "f-receipt": "本人签收", "paper": "示例"}
    for wrong in ({}, {"party": "p9"}):
        answer = client_of("zhang").post(f"/cases/{case_id}/acts/serve/", {**words, **wrong})
        assert answer.status_code == 409 and "应当送达当事人，请选对受送达的当事人" in answer.content.decode()
    assert client_of("zhang").post(f"/cases/{case_id}/acts/serve/", {**words, "party": "p1"}).status_code == 302
