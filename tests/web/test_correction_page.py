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


def sent(sample: Sample, of: int, **fields: object) -> dict[str, object]:
    """The page as it comes back: the entry chosen before, its fields as the clerk left them."""
    return {
        "by-officer": [str(one) for one in sample.two()],
        "f-of": str(of),
        "f-reason": "笔误",
        "at": "2023-05-05T09:00",
        "paper": "示例",
        **{f"f-fields.{name}": value for name, value in fields.items()},
    }


def test_a_clerk_chooses_the_entry_and_changes_only_what_is_miswritten(sample: Sample) -> None:
    case_id = sample.decided().case_id
    client = client_of("zhang")
    address = f"/cases/{case_id}/acts/rectify/"
    which = client.get(address).content.decode()
    assert which.count("补正这一条") == 3 and "?of=3" in which
    page = client.get(f"{address}?of=3").content.decode()
    assert 'name="f-fields.fine"' in page and 'value="50"' in page and "f-fields.recording" not in page
    assert '<input type="hidden" name="f-of" value="3">' in page and 'id="f-of"' not in page
    posted = sent(sample, 3, kinds=["fine"], fine="40", tier="light", correction="done")
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
    posted = sent(sample, 1, facts="乱扔果皮", age="adult", certificates_shown="yes")
    assert client.post(f"/cases/{case_id}/acts/rectify/", posted).status_code == 302
    entry = orjson.loads(Act.objects.get(case_id=case_id, act="rectify").entry)
    assert entry["form"]["fields"] == {} and "fields.facts" in entry["sealed"]
    assert client.get(f"/cases/{case_id}/").status_code == 200
    opened = client.post(f"/cases/{case_id}/reveal/", {"seq": str(entry["seq"]), "why": "核对补正"})
    assert "乱扔果皮" in opened.content.decode()


def test_an_unreadable_right_value_is_told_and_what_was_written_is_kept(sample: Sample) -> None:
    case_id = sample.decided().case_id
    posted = sent(sample, 3, kinds=["fine"], fine="四十", tier="light")
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/rectify/", posted)
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="四十"' in page
    assert not Act.objects.filter(case_id=case_id, act="rectify").exists()


def test_where_nothing_was_changed_nothing_is_recorded_and_the_page_says_so(sample: Sample) -> None:
    case_id = sample.decided().case_id
    posted = sent(sample, 3, kinds=["fine"], fine="50", tier="light", correction="done")
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/rectify/", posted)
    assert answer.status_code == 409 and "写明更正的项目和内容" in answer.content.decode()
    assert not Act.objects.filter(case_id=case_id, act="rectify").exists()


def test_a_field_that_was_emptied_is_told_and_not_left_as_it_was_in_silence(sample: Sample) -> None:
    case_id = sample.decided().case_id
    posted = sent(sample, 3, kinds=["fine"], fine="50", tier="light", correction="")
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/rectify/", posted)
    assert answer.status_code == 409 and "不能更正为空" in answer.content.decode()
    assert not Act.objects.filter(case_id=case_id, act="rectify").exists()
