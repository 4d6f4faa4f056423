"""Every page, for every kind of officer: shown or refused, never leaking, under a strict policy."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from street import Sample
from yifa.docket.models import Act, Case
from yifa.people.models import Officer, ViewLog
from yifa.procedures import Law

SEEING = {"liu", "zhou", "li", "zhang", "wang", "zhao", "chen", "feng", "xu", "han", "deng"}
"""Who may see a penalty case of the enforcement office."""


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(
        Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.mark.parametrize("path", ["/", "/cases/new/", "/law/", "/figures/", "/cases/1/"])
def test_nobody_sees_a_page_without_signing_in(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


def test_the_page_to_sign_in_leads_residents_on(sample: Sample, client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    for name in ("services", "report-matter", "apply-online", "volunteer", "followed"):
        assert f'href="{reverse(name)}"' in page and client.get(reverse(name)).status_code == 200


def test_signing_in_is_locked_after_five_wrong_words(sample: Sample) -> None:
    Officer.objects.get(username="liu").set_password("right-password-here")
    client = Client(REMOTE_ADDR="10.9.8.7")
    for _ in range(5):
        client.post("/sign-in/", {"username": "liu", "password": "wrong"})
    assert client.post("/sign-in/", {"username": "liu", "password": "wrong"}).status_code in (403, 429)


@pytest.mark.parametrize(
    "name",
    [
        "liu",
        "li",
        "zhang",
        "zhao",
        "he",
        "gao",
        "liang",
        "tang",
        "deng",
        "xu",
        "han",
        "luo",
        "sysadmin",
        "secadmin",
        "auditadmin",
    ],
)
def test_a_case_is_seen_only_within_the_scope(sample: Sample, name: str) -> None:
    case_id = sample.decided().case_id
    number = Case.objects.get(pk=case_id).number
    client = client_of(name)
    page, desk = client.get(f"/cases/{case_id}/"), client.get("/?state=all")
    assert page.status_code == (200 if name in SEEING else 404)
    assert (number in page.content.decode()) == (name in SEEING)
    assert (number in desk.content.decode()) == (name in SEEING)
    found = client.get("/", {"q": number, "state": "all"}).content.decode()
    assert (f"/cases/{case_id}/" in found) == (name in SEEING)
    for path in (
        f"/cases/{case_id}/file.pdf",
        f"/cases/{case_id}/documents/3/decision.pdf",
        f"/cases/{case_id}/acts/serve/",
    ):
        if name not in SEEING:
            assert client.get(path).status_code == 404


def test_no_page_has_script_or_style_of_its_own(sample: Sample) -> None:
    case_id = sample.decided().case_id
    client = client_of("liu")
    for path in (
        "/",
        f"/cases/{case_id}/",
        "/cases/new/",
        "/cases/new/decision.group/",
        "/law/",
        "/law/penalty.summary/",
        f"/cases/{case_id}/acts/revoke/",
    ):
        answer = client.get(path)
        text = answer.content.decode()
        assert answer.status_code == 200, path
        assert (
            "default-src 'self'" in answer["Content-Security-Policy"]
            and "unsafe" not in answer["Content-Security-Policy"]
        )
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=", text), path


def test_every_act_of_every_procedure_has_a_form_that_renders(sample: Sample, law: Law) -> None:
    case_id = sample.decided().case_id
    client = client_of("liu")
    procedure = law.families["penalty.summary"][-1]
    for name, branches in procedure.branches.items():
        for branch in branches.values():
            answer = client.get(
                f"/cases/{case_id}/acts/{name}/", {"outcome": branch.outcome} if branch.outcome else {}
            )
            assert answer.status_code == 200
            text = answer.content.decode()
            if "corrects" in branch.marks:  # first which entry; its form is walked in test_correction_page.py
                assert "哪一条记录有笔误" in text
                continue
            assert all(f'name="f-{field}"' in text for field in branch.fields)


def test_the_language_can_be_switched(sample: Sample) -> None:
    client = client_of("liu")
    assert "工作台" in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "back": "/"})
    assert "In the order of what falls due" in client.get("/").content.decode()


def test_a_refusal_names_the_article_and_keeps_what_was_written(sample: Sample) -> None:
    case_id = sample.opened().case_id
    client = client_of("zhang")
    answer = client.post(
        f"/cases/{case_id}/acts/tell/",
        {
            "by-officer": [str(i) for i in sample.two()],
            "f-proposed_kinds": ["fine"],
            "f-proposed_fine": "12.345",
            "f-told_all": "no",
            "f-statement": "我写的话",
            "paper": "示例",
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "金额以元计，最多两位小数" in text and "我写的话" in text and "《行政处罚法》" in text
    assert not Act.objects.filter(act="tell").exists()


def test_an_act_is_recorded_from_its_page(sample: Sample) -> None:
    case = Case.objects.get(pk=sample.opened().case_id)
    posted = {
        "by-officer": [str(i) for i in sample.two()],
        "f-proposed_kinds": ["fine"],
        "f-proposed_fine": "50",
        "f-told_all": "yes",
        "paper": "示例",
        "at": "2023-05-04T10:05",
        "seen": case.head,
    }
    client = client_of("zhang")
    assert client.post(f"/cases/{case.pk}/acts/tell/", posted).status_code == 302
    assert Act.objects.get(act="tell").at.startswith("2023-05-04T10:05")
    assert client.post(f"/cases/{case.pk}/acts/tell/", posted).status_code == 409


def test_a_case_is_opened_from_its_page_with_the_identity_in_the_vault(sample: Sample) -> None:
    posted = {
        "title": "占道",
        "capacity": "handed_over",
        "f-violation": "littering",
        "f-act_date": "2026-01-05",
        "f-channel": "patrol",
        "p-respondent-kind": "person",
        "p-respondent-name": "示例张三",
        "p-respondent-number": "990101199003071237",
    }
    answer = client_of("zhang").post("/cases/new/penalty.summary/", posted)
    assert answer.status_code == 302
    case = Case.objects.get()
    assert "示例张三" not in case.state and "990101199003071237" not in case.state + "".join(
        Act.objects.values_list("entry", flat=True)
    )


def test_a_personal_fact_is_shown_only_with_a_reason_and_logged(sample: Sample) -> None:
    case_id = sample.opened().case_id
    client = client_of("zhang")
    assert "乱扔烟头" not in client.get(f"/cases/{case_id}/").content.decode()
    assert client.post(f"/cases/{case_id}/reveal/", {"seq": "1", "why": ""}).status_code == 400
    answer = client.post(f"/cases/{case_id}/reveal/", {"seq": "1", "why": "核对案情"})
    assert "乱扔烟头" in answer.content.decode()
    assert ViewLog.objects.filter(why="核对案情").exists()


def test_an_error_is_a_page_with_advice_not_a_traceback(sample: Sample) -> None:
    answer = client_of("liu").get("/cases/999999/")
    assert answer.status_code == 404
    assert "没有这个案件" in answer.content.decode() and "Traceback" not in answer.content.decode()


def test_the_tiers_of_the_discretion_standard_stand_beside_the_fine_with_the_facts_that_choose_them(
    sample: Sample,
) -> None:
    case_id = sample.opened().case_id
    sample.tell(case_id)
    page = client_of("zhang").get(f"/cases/{case_id}/acts/decide/?outcome=penalise").content.decode()
    assert "从轻：初次、当场清理（20—50 元）" in page and "从重：拒不清理或多次（100—200 元）" in page


def test_on_an_installation_for_training_every_case_is_one_and_no_figure_counts_it(
    sample: Sample, settings: Any
) -> None:
    settings.TRAINING = True
    case_id = sample.decided().case_id
    case = Case.objects.get(pk=case_id)
    assert case.training and case.number.startswith("训练·")
    page = client_of("zhang").get(f"/cases/{case_id}/").content.decode()
    assert "培训模式：所有文书无效，不得送达" in page
    settings.TRAINING = False
    assert "训练" not in Case.objects.get(pk=sample.decided().case_id).number


def test_the_next_step_is_the_first_button_and_a_violation_is_called_by_its_name(sample: Sample) -> None:
    case_id = sample.opened().case_id
    page = client_of("zhang").get(f"/cases/{case_id}/").content.decode()
    first = re.search(r'class="button main" href="[^"]+">([^<]+)<', page)
    assert first is not None and "告知" in first[1]
    assert "乱扔果皮纸屑烟头" in page and "<dd>littering</dd>" not in page
