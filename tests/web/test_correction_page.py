"""The page of a correction: which entry, its fields as they stand, and only what was changed goes into the docket."""

from __future__ import annotations

import orjson
from django.test import Client

from street import Sample
from yifa.docket.models import Act
from yifa.people.models import Officer


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_clerk_chooses_the_entry_and_changes_only_what_is_miswritten(sample: Sample) -> None:
    case_id = sample.decided().case_id
    client = client_of("zhang")
    address = f"/cases/{case_id}/acts/rectify/"
    which = client.get(address).content.decode()
    assert which.count("补正这一条") == 3 and "?of=3" in which
    page = client.get(f"{address}?of=3").content.decode()
    assert 'name="f-fields.fine"' in page and 'value="50"' in page and "f-fields.recording" not in page
    posted = {
        "by-officer": [str(one) for one in sample.two()],
        "f-of": "3",
        "f-fields.kinds": ["fine"],
        "f-fields.fine": "40",
        "f-fields.tier": "light",
        "f-fields.correction": "",
        "f-reason": "四十元误写为五十元",
        "at": "2023-05-05T09:00",
        "paper": "示例",
    }
    answer = client.post(address, posted)
    assert answer.status_code == 302, answer.content.decode()
    entry = orjson.loads(Act.objects.get(case_id=case_id, act="rectify").entry)
    assert entry["form"] == {"of": 3, "fields": {"fine": 4000}}
    told = client.get(f"/cases/{case_id}/").content.decode()
    assert "40.00" in told


def test_a_private_slip_is_put_right_without_being_shown(sample: Sample) -> None:
    case_id = sample.decided().case_id
    client = client_of("zhang")
    page = client.get(f"/cases/{case_id}/acts/rectify/?of=1").content.decode()
    assert 'name="f-fields.facts"' in page and "乱扔烟头" not in page
    posted = {
        "by-officer": [str(one) for one in sample.two()],
        "f-of": "1",
        "f-fields.facts": "乱扔果皮",
        "f-fields.age": "adult",
        "f-fields.certificates_shown": "yes",
        "f-reason": "笔误",
        "at": "2023-05-05T09:00",
        "paper": "示例",
    }
    assert client.post(f"/cases/{case_id}/acts/rectify/", posted).status_code == 302
    entry = orjson.loads(Act.objects.get(case_id=case_id, act="rectify").entry)
    assert entry["form"]["fields"] == {} and "fields.facts" in entry["sealed"]
    assert client.get(f"/cases/{case_id}/").status_code == 200
    opened = client.post(f"/cases/{case_id}/reveal/", {"seq": str(entry["seq"]), "why": "核对补正"})
    assert "乱扔果皮" in opened.content.decode()


def test_an_unreadable_right_value_is_told_and_what_was_written_is_kept(sample: Sample) -> None:
    case_id = sample.decided().case_id
    posted = {
        "by-officer": [str(one) for one in sample.two()],
        "f-of": "3",
        "f-fields.kinds": ["fine"],
        "f-fields.fine": "四十",
        "f-fields.tier": "light",
        "f-reason": "笔误",
        "at": "2023-05-05T09:00",
        "paper": "示例",
    }
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/rectify/", posted)
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="四十"' in page
    assert not Act.objects.filter(case_id=case_id, act="rectify").exists()
