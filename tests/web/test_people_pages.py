"""People and posts from their pages: who may, what is refused, what the record says afterwards."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa import clock
from yifa.docket.models import Case, Refusal
from yifa.people.administration import By
from yifa.people.models import AdminRecord, Certificate, Deputy, Holding, Office, Officer
from yifa.web.invitation import invite

PAPER = "塘街办〔2026〕5号"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def officer(name: str) -> Officer:
    return Officer.objects.get(username=name)


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(officer(name), backend=BACKEND)
    return client


def page(answer: Any) -> str:
    return str(answer.content.decode())


ADMIN_PAGES = {"/people/": "sysadmin", "/people/offices/": "sysadmin", "/people/new/": "sysadmin", "/people/record/": "auditadmin", "/people/accounts/": "secadmin"}


@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_each_administrator_sees_their_own_pages_and_no_other(sample: Sample, path: str) -> None:
    for name in ("sysadmin", "secadmin", "auditadmin", "liu", "zhang"):
        assert client_of(name).get(path).status_code == (200 if ADMIN_PAGES[path] == name else 403), name


def test_the_list_marks_in_words_what_has_run_out_and_leaves_other_bodies_out(sample: Sample) -> None:
    Certificate.objects.filter(officer=officer("wang")).update(valid_to=clock.today())
    text = page(client_of("sysadmin").get("/people/"))
    assert "已过期" in text and "即将到期" in text and "邓严" not in text
    found = page(client_of("sysadmin").get("/people/?state=expired"))
    assert "孙立" in found and "王磊" not in found


def test_an_administrator_does_not_reach_an_officer_of_another_body(sample: Sample) -> None:
    deng = officer("deng").pk
    for path in (f"/people/{deng}/", f"/people/{deng}/post/", f"/people/{deng}/close/"):
        assert client_of("sysadmin").get(path).status_code == 404


def test_a_post_is_given_from_its_page_and_the_auditor_reads_who_gave_it(sample: Sample) -> None:
    luo = officer("luo")
    posted = {"kind": "records", "first": clock.today().isoformat(), "ground": PAPER}
    assert client_of("sysadmin").post(f"/people/{luo.pk}/post/", posted).status_code == 302
    assert Holding.objects.filter(officer=luo, post__kind="records").exists()
    text = page(client_of("auditadmin").get("/people/record/"))
    assert "罗平" in text and PAPER in text and "系统管理员" in text
    assert "档案员" in page(client_of("sysadmin").get(f"/people/{luo.pk}/"))


def test_what_is_refused_is_said_and_what_was_written_stays(sample: Sample) -> None:
    luo = officer("luo")
    posted = {"kind": "records", "first": clock.today().isoformat(), "ground": "行政处罚法/999"}
    answer = client_of("sysadmin").post(f"/people/{luo.pk}/post/", posted)
    assert answer.status_code == 400 and "没有第 999 条" in page(answer) and 'value="行政处罚法/999"' in page(answer)
    assert not AdminRecord.objects.exists()


def test_nobody_changes_their_own_record_nor_makes_an_administrator_from_a_page(sample: Sample) -> None:
    admin, luo = officer("sysadmin"), officer("luo")
    posted = {"kind": "system_admin", "first": clock.today().isoformat(), "ground": PAPER}
    client = client_of("sysadmin")
    assert client.post(f"/people/{admin.pk}/post/", posted).status_code == 403
    assert client.post(f"/people/{luo.pk}/post/", posted).status_code == 403
    assert not AdminRecord.objects.exists()


def test_every_form_of_administration_renders_with_its_own_fields(sample: Sample) -> None:
    client, zhang = client_of("sysadmin"), officer("zhang").pk
    for what in ("post", "end-post", "certificate", "revoke", "deputy", "end-deputy", "hand-over", "close", "reopen"):
        answer = client.get(f"/people/{zhang}/{what}/")
        assert answer.status_code == 200 and 'name="ground"' in page(answer), what
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page(answer)), what
    assert client.get(f"/people/{zhang}/nothing/").status_code == 404


def test_an_office_is_dissolved_from_its_page_with_its_people_and_its_cases(sample: Sample) -> None:
    case_id = sample.opened().case_id
    old, new = Office.objects.get(name="综合行政执法大队"), Office.objects.get(name="应急管理办公室")
    yesterday = (clock.now().date().toordinal()) - 1
    posted = {"into": str(new.pk), "last": clock.today().fromordinal(yesterday).isoformat(), "carry": "1", "ground": PAPER}
    assert client_of("sysadmin").post(f"/people/offices/{old.pk}/dissolve/", posted).status_code == 302
    text = page(client_of("zhang").get(f"/cases/{case_id}/"))
    assert "在办案件移交" in text and "综合行政执法大队 → 应急管理办公室" in text
    assert "已撤销" in page(client_of("sysadmin").get("/people/offices/"))


def test_on_leave_one_names_a_deputy_from_ones_own_page(sample: Sample) -> None:
    client, today = client_of("zhang"), clock.today().isoformat()
    assert "休假期间请人代理" in page(client.get("/people/me/"))
    posted = {"deputy": str(officer("wang").pk), "first": today, "last": today, "ground": "年休假审批单"}
    assert client.post("/people/me/deputy/", posted).status_code == 302
    assert Deputy.objects.get().officer == officer("wang")
    posted["deputy"] = str(officer("liu").pk)
    assert client.post("/people/me/deputy/", posted).status_code == 404
    assert "休假期间请人代理" not in page(client_of("liu").get("/people/me/"))


def test_a_new_officer_comes_in_by_a_link_that_works_once(sample: Sample) -> None:
    luo = officer("luo")
    text = page(client_of("sysadmin").post(f"/people/{luo.pk}/invite/"))
    found = re.search(r"http://testserver(/sign-in/first/[^<]+)", text)
    assert found is not None
    client = Client()
    form = client.get(found[1], follow=True)
    word = "一个很长的新口令-2026"
    done = client.post(form.request["PATH_INFO"], {"new_password1": word, "new_password2": word})
    assert done.status_code == 302 and done["Location"] == "/sign-in/"
    assert client.post("/sign-in/", {"username": "luo", "password": word}).status_code == 302
    assert "链接已失效" in page(Client().get(found[1], follow=True))
    assert AdminRecord.objects.get().change == "invite"


def test_a_short_password_is_not_taken(sample: Sample) -> None:
    client = Client()
    form = client.get(invite(By("示例"), officer("luo")), follow=True)
    answer = client.post(form.request["PATH_INFO"], {"new_password1": "short", "new_password2": "short"})
    assert "至少十二个字符" in page(answer) and not officer("luo").has_usable_password()


def test_a_lost_password_is_the_security_administrators_and_not_the_system_administrators(sample: Sample) -> None:
    luo = officer("luo")
    assert client_of("secadmin").post(f"/people/{luo.pk}/invite/").status_code == 403
    luo.set_password("an-old-password-2026")
    luo.save()
    assert client_of("sysadmin").post(f"/people/{luo.pk}/invite/").status_code == 403
    assert client_of("secadmin").post(f"/people/{luo.pk}/invite/").status_code == 200


def test_the_security_administrator_sees_refusals_by_reason_and_never_a_case(sample: Sample) -> None:
    case_id = sample.opened().case_id
    posted = {"by-officer": [str(i) for i in sample.two()], "f-proposed_kinds": ["fine"], "f-proposed_fine": "50", "f-told_all": "no", "paper": "示例"}
    assert client_of("zhang").post(f"/cases/{case_id}/acts/tell/", posted).status_code == 409
    text = page(client_of("secadmin").get("/people/accounts/"))
    refused = Refusal.objects.get()
    assert json.loads(refused.reasons)[0]["code"] in text
    case = Case.objects.get(pk=case_id)
    assert case.number not in text and case.title not in text
