"""What a request names beside the form: the party that enters by an act, and an indicator there must be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from street import Sample
from yifa.docket.models import CaseParty
from yifa.docket.verify import verify
from yifa.people.models import Officer, Party

from .conftest import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(api: Callable[..., Api], street: Sample) -> int:
    """A course with one seat, its room listed on the page of the register."""
    clerk = Client()
    clerk.force_login(Officer.objects.get(username="luo"), backend="django.contrib.auth.backends.ModelBackend")
    room = {"f-item": "CG-1", "f-name": "舞蹈室（示例）", "f-kind": "room", "f-address": "示例路8号", "f-seats": "30", "f-hours": "9时至21时"}
    assert clerk.post("/registers/venue/add/", room).status_code == 302
    facts = {"name": "书法课（示例）", "venue": "CG-1", "day": "2099-01-05"}
    first = {"act": "schedule", "by": {"organiser": [street.id("luo")]}, "form": {"from_hour": "9时", "seats": 1}}
    opened = api("luo").post("cases", {"procedure": "activity.course", "capacity": "own", "facts": facts, "first": first})
    assert opened.status_code == 201, opened.content.decode()
    return int(opened.json()["case"])


def test_a_party_enters_by_an_act_and_stands_by_its_mask(api: Callable[..., Api], course: int) -> None:
    luo = api("luo")
    booked = [
        luo.post(f"cases/{course}/acts", {"act": "book", "joins": {"kind": kind, "name": name}}, Idempotency_Key=f"k{place}")
        for place, (kind, name) in enumerate([("person", "赵小明"), ("organisation", "示例合唱团")])
    ]  # fmt: skip
    assert [answer.status_code for answer in booked] == [201, 201], booked[0].content.decode()
    assert [answer.json()["valid"] for answer in booked] == [True, False]  # one seat only
    again = luo.post(f"cases/{course}/acts", {"act": "book", "joins": {"kind": "person", "name": "赵小明"}}, Idempotency_Key="k0")
    assert again.headers["Idempotent-Replayed"] == "true" and Party.objects.count() == 2
    assert [p.key for p in CaseParty.objects.filter(case_id=course).order_by("id")] == ["p1", "p2"]
    assert "赵小明" not in luo.get(f"cases/{course}").content.decode()
    assert verify().broken == ()


def test_a_case_is_given_to_an_office_or_a_person_and_to_nobody_is_refused_at_the_field(api: Callable[..., Api], course: int, street: Sample) -> None:
    luo = api("luo")
    by = {"organiser": [street.id("luo")]}
    nobody = luo.post(f"cases/{course}/acts", {"act": "assign_to", "by": by, "form": {"note": "请办（示例）"}}, Idempotency_Key="n")
    assert nobody.status_code == 409, nobody.content.decode()
    (reason,) = nobody.json()["reasons"]
    assert reason["field"] == "office" and reason["code"] == "law.unmet" and "至少填一项" in reason["text"]["zh"]
    given = luo.post(f"cases/{course}/acts", {"act": "assign_to", "by": by, "form": {"handler": street.id("luo")}}, Idempotency_Key="g")
    assert given.status_code == 201, given.content.decode()


def test_nobody_enters_unnamed_or_by_an_act_that_lets_nobody_in(api: Callable[..., Api], course: int, street: Sample) -> None:
    luo, path = api("luo"), f"cases/{course}/acts"
    unnamed = luo.post(path, {"act": "book"})
    assert unnamed.status_code == 409 and unnamed.json()["reasons"][0]["field"] == "parties.visitor"
    nameless = luo.post(path, {"act": "book", "joins": {"kind": "person"}})
    assert nameless.status_code == 422
    by = {"organiser": [street.id("luo")]}
    called_off = {"act": "call_off", "by": by, "form": {"reason": "示例"}, "joins": {"kind": "person", "name": "赵小明"}}
    refused = luo.post(path, called_off)
    assert refused.status_code == 422 and "joins" in refused.json()["title"]
    assert luo.post(f"cases/{course}/confirmations", called_off).status_code == 422
    assert not Party.objects.exists()


def test_an_opening_figure_of_no_indicator_is_refused(api: Callable[..., Api], street: Sample) -> None:
    body = {"procedure": "figures.opening", "capacity": "own", "facts": {"indicator": "no_such_figure", "year": 2022}}
    refused = api("liu").post("cases", body)
    assert refused.status_code == 409 and refused.json()["reasons"][0]["field"] == "indicator", refused.content.decode()
    found = api("liu").post("cases", {**body, "facts": {"indicator": "penalties_imposed", "year": 2022}})
    assert found.status_code == 201, found.content.decode()
