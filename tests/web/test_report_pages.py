"""The yearly report is written, frozen, corrected and replayed from its page; nobody overwrites another's words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa.annual.models import FrozenReport, Passage
from yifa.docket.world import the_law
from yifa.indicators.figures import figures
from yifa.people.models import Officer

KEYS = ("shortcomings", "leaders", "plans", "other")


def client_of(name: str) -> Client:
    client = Client()
    officer = Officer.objects.get(username=name)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def year(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """A street with one penalty in 2023; figures computed here, not by the worker."""

    def here(year: int, *, division: str | None = None, as_of: int | None = None, **_: Any) -> Any:
        return figures(the_law(), year, division=division, as_of=as_of)

    monkeypatch.setattr("yifa.web.reports.client.figures", here)
    standing.decided()
    return standing


def write(client: Client, key: str, text: str, seen: int = 0) -> int:
    return int(client.post(f"/reports/2023/passages/{key}/", {"text": text, "seen": seen}).status_code)


def test_a_report_with_a_passage_missing_is_not_frozen(year: Sample) -> None:
    liu = client_of("liu")
    assert "待起草" in liu.get("/reports/2023/").content.decode()
    assert liu.post("/reports/2023/freeze/").status_code == 400
    assert FrozenReport.objects.count() == 0


def test_written_frozen_replayed_and_corrected_by_a_new_version(year: Sample) -> None:
    zhao, liu = client_of("zhao"), client_of("liu")
    for key in KEYS:
        assert write(zhao, key, "第一段（示例）\n第二段（示例）") == 302
    page = liu.get("/reports/2023/").content.decode()
    assert "第二段（示例）" in page and ">定稿<" in page
    assert zhao.post("/reports/2023/freeze/").status_code == 403
    assert liu.post("/reports/2023/freeze/").status_code == 302
    version = liu.get("/reports/2023/versions/1/").content.decode()
    assert "每个数字都相同" in version and "第一段（示例）" in version
    year.decided()
    assert "每个数字都相同" in liu.get("/reports/2023/versions/1/").content.decode()
    assert liu.post("/reports/2023/freeze/").status_code == 400
    assert liu.post("/reports/2023/freeze/", {"changes": "补录一件简易程序处罚"}).status_code == 302
    assert [f.version for f in FrozenReport.objects.order_by("version")] == [1, 2]
    assert liu.get("/reports/2023/versions/3/").status_code == 404


def test_two_authors_do_not_overwrite_each_other(year: Sample) -> None:
    zhao, liu = client_of("zhao"), client_of("liu")
    assert write(zhao, "plans", "甲的文字") == 302
    answer = liu.post("/reports/2023/passages/plans/", {"text": "乙的文字", "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409 and "甲的文字" in page and "乙的文字" in page
    assert write(liu, "plans", "乙的文字", Passage.objects.get().pk) == 302
    assert list(Passage.objects.order_by("pk").values_list("text", flat=True)) == ["甲的文字", "乙的文字"]


@pytest.mark.parametrize("name", ["gao", "liang", "sysadmin", "xu"])
def test_others_read_the_report_and_do_not_write_it(year: Sample, name: str) -> None:
    client = client_of(name)
    assert client.get("/reports/2023/").status_code == 200
    assert client.get("/reports/2023/passages/plans/").status_code == 403
    assert write(client, "plans", "不该写的") == 403
    assert client.post("/reports/2023/freeze/").status_code == 403
    assert client_of("liu").get("/reports/2023/passages/none/").status_code == 404
