"""What the desk lists and what it leaves behind a link; lists that come page by page."""

from __future__ import annotations

from datetime import date

from django.test import Client

from street import Sample
from yifa.docket.models import Case
from yifa.docket.projection import NEVER
from yifa.people.models import Officer
from yifa.web import three_systems


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_old_case_with_nothing_due_stands_behind_a_link_and_is_still_found(sample: Sample) -> None:
    case_id = sample.decided().case_id
    number = Case.objects.get(pk=case_id).number
    Case.objects.filter(pk=case_id).update(next_due=NEVER, opened_on=date(2023, 5, 4))
    zhang = client_of("zhang")
    desk = zhang.get("/").content.decode()
    assert number not in desk and 'href="?state=idle"' in desk and "另有 1 件" in desk
    idle = zhang.get("/?state=idle").content.decode()
    assert number in idle and "没有任何到期事项" in idle
    assert number in zhang.get(f"/?q={number}").content.decode()
    Case.objects.filter(pk=case_id).update(next_due="2024-01-05")
    late = zhang.get("/").content.decode()
    assert number in late and "state=idle\"" not in late.split("<form", 1)[0] and "另有" not in late


def test_the_three_systems_come_page_by_page(sample: Sample, monkeypatch: object) -> None:
    for _ in range(3):
        sample.decided()
    monkeypatch.setattr(three_systems, "PAGE", 2)  # type: ignore[attr-defined]
    monkeypatch.setattr(three_systems, "CHUNK", 2)  # type: ignore[attr-defined]
    liu = client_of("liu")
    first, second = (liu.get(f"/three-systems/?page={page}").content.decode() for page in (0, 1))
    assert first.count("<tr><td") == 2 and "下一页" in first and "上一页" not in first
    assert second.count("<tr><td") == 1 and "上一页" in second and "下一页" not in second
    assert "<b>3</b>" in first and "<b>3</b>" in second
