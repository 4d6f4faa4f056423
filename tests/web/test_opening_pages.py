"""Opening a case from its page: what this reader can begin, the daily ones first; everything wrong told at once, at its field."""

from __future__ import annotations

import re

import orjson
from django.test import Client

from street import Sample
from yifa.docket.models import Case
from yifa.people.administration import ADMINISTRATORS
from yifa.people.models import Officer
from yifa.procedures import Law
from yifa.web.beginning import _who_may, linked_only


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(
        Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def offered(page: str) -> list[str]:
    return re.findall(r'href="/cases/new/([a-z_.]+)/"', page)


def test_only_what_the_reader_can_begin_is_offered_and_no_register_and_nothing_that_another_case_opens(
    sample: Sample, law: Law
) -> None:
    assert {
        "penalty.hearing",
        "penalty.collection",
        "mediation.confirmation",
        "enforcement.court",
    } <= linked_only(law)
    assert not {"contract.review", "decision.major", "decision.task", "norm.document", "permit.application"} & linked_only(law)
    opened = {link.procedure for versions in law.families.values() for link in versions[-1].text.links.values()}
    assert linked_only(law) <= opened
    found = offered(client_of("zhang").get("/cases/new/").content.decode())
    assert "penalty.ordinary" in found and "penalty.summary" in found and "coercion.seizure" in found
    assert not {"penalty.hearing", "penalty.collection", "mediation.case"} & set(found)
    assert not any(family.startswith("register.") for family in found)
    assert offered(client_of("liang").get("/cases/new/").content.decode()) == [
        "mediation.case",
        "mediation.commercial",
    ]


def test_what_the_body_opens_most_stands_first_and_the_rest_is_folded_by_area(sample: Sample) -> None:
    for _ in range(2):
        sample.opened()
    page = client_of("zhang").get("/cases/new/").content.decode()
    assert offered(page)[0] == "penalty.summary"
    assert (
        page.index("/cases/new/penalty.summary/")
        < page.index("<details")
        < page.index("/cases/new/penalty.ordinary/")
    )


def test_everything_wrong_with_a_cover_is_told_at_once_at_its_field(sample: Sample) -> None:
    words = {"capacity": "own", "f-act_date": "昨天", "p-respondent-kind": ["person", "person"], "p-respondent-name": ["示例张三", ""],
             "p-respondent-number": ["123", ""]}  # fmt: skip
    answer = client_of("zhang").post("/cases/new/penalty.summary/", words)
    page = answer.content.decode()
    assert answer.status_code == 409 and not Case.objects.exists()
    assert page.count('class="error"') >= 4 and 'value="示例张三"' in page and 'value="123"' in page
    assert "请填写“违法行为”" in page and "日期应写成" in page


def test_a_party_that_is_missing_is_told_at_the_parties(sample: Sample) -> None:
    words = {"capacity": "own", "f-violation": "littering", "f-act_date": "2026-01-05", "f-channel": "patrol"}
    page = client_of("zhang").post("/cases/new/penalty.summary/", words).content.decode()
    assert re.search(r'<fieldset class="wrong"><legend>当事人.*?当事人人数不符', page, re.S)


def test_a_case_without_a_title_is_called_by_its_matter_and_place(sample: Sample) -> None:
    words = {"title": " ", "capacity": "handed_over", "f-violation": "littering", "f-act_date": "2026-01-05", "f-channel": "patrol",
             "p-respondent-kind": "person", "p-respondent-name": "示例张三"}  # fmt: skip
    assert client_of("zhang").post("/cases/new/penalty.summary/", words).status_code == 302
    title = Case.objects.get().title
    assert "乱扔果皮纸屑烟头" in title and "塘沽街道" in title and "张三" not in title


def test_a_case_is_opened_in_whose_name_the_list_of_powers_has_it_unless_somebody_chose(sample: Sample) -> None:
    words = {"f-violation": "littering", "f-act_date": "2026-01-05", "f-channel": "patrol", "p-respondent-kind": "person",
             "p-respondent-name": "示例张三"}  # fmt: skip
    page = client_of("zhang").get("/cases/new/penalty.summary/").content.decode()
    assert "按权力清单确定" in page
    for chosen, kept in (("", "handed_over"), ("entrusted", "entrusted")):
        answer = client_of("zhang").post("/cases/new/penalty.summary/", {**words, "capacity": chosen})
        assert answer.status_code == 302, re.findall(r'<section class="note bad".*?</section>|class="error">[^<]*', answer.content.decode(), re.S)
        assert orjson.loads(Case.objects.latest("pk").state)["case"]["capacity"] == kept


def test_the_boxes_of_other_norms_are_folded(sample: Sample) -> None:
    page = client_of("zhang").get("/cases/new/penalty.ordinary/").content.decode()
    boxes = page.index('name="f-also_under"')
    assert page.rindex("<details>", 0, boxes) > page.rindex("<fieldset", 0, boxes)


def test_a_reviewed_case_is_named_by_its_number(sample: Sample) -> None:
    decided = Case.objects.get(pk=sample.decided().case_id)
    words = {"capacity": "own", "f-file_kind": "summary", "f-file_number": decided.number, "f-file_case": decided.number,
             "f-handlers": [str(one) for one in sample.two()]}  # fmt: skip
    zhang = client_of("zhang")
    page = zhang.post(
        "/cases/new/penalty.filereview/", {**words, "f-file_case": "没有的编号"}
    ).content.decode()
    assert "没有编号为“没有的编号”的案件" in page
    answer = zhang.post("/cases/new/penalty.filereview/", words)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    assert f"<dd>{decided.number}</dd>" in zhang.get(answer["Location"]).content.decode()


def test_the_reporter_is_told_everything_that_is_missing_at_its_field(db: None, sample: Sample) -> None:
    answer = Client().post("/report/", {"place": "示例路6号"})
    page = answer.content.decode()
    assert answer.status_code == 409 and page.count('class="error"') == 3 and 'value="示例路6号"' in page


def test_a_report_is_called_by_its_matter_and_community(sample: Sample) -> None:
    first = re.search(r'<option value="(\d+)"', Client().get("/report/").content.decode())
    assert first is not None
    words = {"division": first[1], "category": "facility", "place": "示例路6号", "content": "井盖缺失"}
    page = Client().get("/report/").content.decode()
    key = re.search(r'name="category" value="(\w+)"', page)
    assert key is not None
    assert Client().post("/report/", {**words, "category": key[1]}).status_code == 302
    assert (
        "社区" in Case.objects.get().title
        and "·" in Case.objects.get().title
        and "示例路" not in Case.objects.get().title
    )


def test_a_kind_of_matter_is_found_by_a_word_of_it_under_a_field_with_a_name(sample: Sample) -> None:
    client = client_of("li")
    every = client.get("/cases/new/").content.decode()
    assert "决策、文件和合同（" in every and ">其他（" not in every
    found = client.get("/cases/new/", {"q": "采购"}).content.decode()
    assert "/cases/new/procurement.check/" in found and "/cases/new/mailbox.letter/" not in found
    assert "换个说法" in client.get("/cases/new/", {"q": "没有这种事"}).content.decode()


def test_a_body_is_asked_in_whose_name_only_where_it_has_a_choice(sample: Sample) -> None:
    own = client_of("li").get("/cases/new/benchmark.item/").content.decode()
    assert 'type="hidden" name="capacity" value="own"' in own, (
        "a mediation committee is not what an office is"
    )
    assert '<select id="capacity"' in client_of("zhang").get("/cases/new/penalty.ordinary/").content.decode()


def test_an_opening_figure_names_an_indicator_from_a_list_and_no_other(sample: Sample) -> None:
    client = client_of("li")
    page = client.get("/cases/new/figures.opening/").content.decode()
    assert '<option value="review_disputes_mediated">' in page
    posted = {"f-indicator": "no_such_figure", "f-year": "2022", "capacity": "own"}
    refused = client.post("/cases/new/figures.opening/", posted)
    assert refused.status_code == 409 and "没有指标“no_such_figure”" in refused.content.decode()
    opened = client.post(
        "/cases/new/figures.opening/", {**posted, "f-indicator": "review_disputes_mediated"}, follow=True
    )
    assert "还没有记录" in opened.content.decode(), "the empty docket says where to begin"


def test_a_list_that_is_empty_says_where_its_items_are_entered(sample: Sample) -> None:
    page = client_of("li").get("/cases/new/activity.measurement/").content.decode()
    assert "登记册里还没有可选的" in page and 'href="/registers/' in page


def test_a_case_with_a_name_is_called_by_it_in_every_list(sample: Sample) -> None:
    posted = {
        "f-name": "社区服务用房维修（示例）",
        "f-kind": "works",
        "f-method": "tender",
        "f-in_catalogue": "yes",
        "capacity": "own",
    }
    page = client_of("luo").post("/cases/new/procurement.check/", posted, follow=True).content.decode()
    assert Case.objects.latest("id").title.startswith("社区服务用房维修（示例） · "), page


def test_a_procedure_is_found_by_a_word_of_what_is_to_be_done(sample: Sample) -> None:
    assert "works.resettlement" in offered(client_of("luo").get("/cases/new/", {"q": "安置房"}).content.decode())
    assert offered(client_of("luo").get("/cases/new/", {"q": "Flat Household"}).content.decode()) == ["works.resettlement"]
    assert "换个说法" in client_of("luo").get("/cases/new/", {"q": "没有的事"}).content.decode()
    assert offered(client_of("liang").get("/cases/new/", {"q": "安置房"}).content.decode()) == []


def test_a_register_is_found_by_a_word_of_what_it_lists(sample: Sample) -> None:
    found = client_of("luo").get("/registers/", {"q": "党员名单"}).content.decode()
    assert "/registers/grid_area/" in found and "/registers/venue/" not in found
    assert "没有写有这些字的登记册" in client_of("luo").get("/registers/", {"q": "没有的册"}).content.decode()


def test_the_administrators_of_an_installation_are_not_offered_as_handlers_of_cases(sample: Sample) -> None:
    page = client_of("li").get("/cases/new/penalty.filereview/").content.decode()
    administrators = list(Officer.objects.filter(holdings__post__kind__in=ADMINISTRATORS).values_list("name", flat=True))
    assert len(administrators) == 3 and Officer.objects.get(username="zhang").name in page
    assert not [name for name in administrators if name in page]


def test_what_is_not_for_this_reader_to_begin_says_who_begins_it_or_from_what(sample: Sample) -> None:
    linked = client_of("zhang").get("/cases/new/penalty.hearing/")
    assert linked.status_code == 403 and "行政处罚（普通程序）（组织听证）" in linked.content.decode()
    not_theirs = client_of("shen").get("/cases/new/decision.group/")
    assert not_theirs.status_code == 403 and "可以登记的岗位：负责人" in not_theirs.content.decode()
    assert client_of("shen").post("/cases/new/decision.group/", {"f-name": "示例"}).status_code == 403
    assert client_of("liu").get("/cases/new/decision.group/").status_code == 200


def test_every_case_that_is_not_opened_from_another_some_post_can_begin(law: Law) -> None:
    alone = [versions[-1] for family, versions in law.families.items() if family not in linked_only(law)]
    assert not [each.family for each in alone if not _who_may(each)]
