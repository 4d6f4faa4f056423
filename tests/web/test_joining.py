"""A party that enters a case by an act is named on the page of that act; its identity goes into the vault with the act, or not at all."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from street import Sample
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case, CaseParty
from yifa.docket.verify import verify
from yifa.errors import Refused
from yifa.people.models import Officer, Party


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def course(sample: Sample) -> int:
    """A course with one seat, scheduled on its pages."""
    clerk = client_of("luo")
    shown = {"f-item": "CG-1", "f-name": "舞蹈室（示例）", "f-kind": "room", "f-address": "示例路8号", "f-seats": "30", "f-hours": "9时至21时"}
    assert clerk.post("/registers/venue/add/", shown).status_code == 302
    opened = clerk.post("/cases/new/activity.course/", {"capacity": "own", "f-name": "书法课（示例）", "f-venue": "CG-1", "f-day": "2099-01-05"})
    assert opened.status_code == 302, opened.content.decode()[:3000]
    case = Case.objects.get(procedure="activity.course")
    done = clerk.post(f"/cases/{case.pk}/acts/schedule/", {"by-organiser": str(sample.id("luo")), "f-from_hour": "9时", "f-seats": "1"})
    assert done.status_code == 302, done.content.decode()[:3000]
    return case.pk


def test_who_books_is_named_on_the_page_and_stands_in_the_case_by_mask(course: int) -> None:
    clerk, path = client_of("luo"), f"/cases/{course}/acts/book/"
    assert 'name="p-visitor-name"' in clerk.get(path).content.decode()
    nobody = clerk.post(path, {"p-visitor-kind": "person", "p-visitor-name": "", "p-visitor-number": ""})
    assert nobody.status_code == 409 and "请登记加入的" in nobody.content.decode() and not Party.objects.exists()
    faulty = clerk.post(path, {"p-visitor-kind": "person", "p-visitor-name": "赵小明", "p-visitor-number": "123"})
    assert faulty.status_code == 409 and 'value="赵小明"' in faulty.content.decode() and not Party.objects.exists()
    assert clerk.post(path, {"p-visitor-kind": "person", "p-visitor-name": "赵小明"}).status_code == 302
    assert clerk.post(path, {"p-visitor-kind": "person", "p-visitor-name": "钱小红"}).status_code == 302
    assert [p.key for p in CaseParty.objects.filter(case_id=course).order_by("id")] == ["p1", "p2"]
    booked = [json.loads(text) for text in Act.objects.filter(case_id=course, act="book").order_by("seq").values_list("entry", flat=True)]
    assert [entry["valid"] for entry in booked] == [True, False]  # one seat only
    page = clerk.get(f"/cases/{course}/").content.decode()
    assert "赵小明" not in page and Party.objects.first().mask in page
    assert verify().broken == ()


def test_an_act_by_which_somebody_enters_is_refused_without_saying_who(course: int, sample: Sample) -> None:
    with pytest.raises(Refused) as told:
        perform(course, Command("book"), sample.id("luo"))
    assert {reason.field for reason in told.value.reasons} == {"parties.visitor"}
    with pytest.raises(Refused) as told:
        perform(course, Command("book", joined={"role": "visitor", "key": "p1", "kind": "rocket"}), sample.id("luo"))
    assert "此类主体" in told.value.text.zh
