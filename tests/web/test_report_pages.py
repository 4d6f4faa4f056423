"""The yearly report is written, frozen, corrected and replayed from its page; nobody overwrites another's words."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from street import Sample
from yifa.annual.models import FrozenReport, Passage
from yifa.docket.world import the_law
from yifa.indicators.figures import figures_between
from yifa.people.models import Body, Officer

KEYS = ("shortcomings", "leaders", "plans", "other")


def client_of(name: str) -> Client:
    client = Client()
    officer = Officer.objects.get(username=name)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def year(standing: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """A street with one penalty in 2023; figures computed here, not by the worker."""

    monkeypatch.setattr("yifa.web.reports.client.figures_between", partial(figures_between, the_law()))
    standing.decided()
    return standing


def write(client: Client, key: str, text: str, seen: int = 0) -> int:
    return int(client.post(f"/reports/2023/law_based_government/passages/{key}/", {"text": text, "seen": seen}).status_code)


def test_a_report_with_a_passage_missing_is_not_frozen(year: Sample) -> None:
    liu = client_of("liu")
    assert "待起草" in liu.get("/reports/2023/law_based_government/").content.decode()
    assert liu.post("/reports/2023/law_based_government/freeze/").status_code == 400
    assert FrozenReport.objects.count() == 0


def test_written_frozen_replayed_and_corrected_by_a_new_version(year: Sample) -> None:
    zhao, liu = client_of("zhao"), client_of("liu")
    for key in KEYS:
        assert write(zhao, key, "第一段（示例）\n第二段（示例）") == 302
    page = liu.get("/reports/2023/law_based_government/").content.decode()
    assert "第二段（示例）" in page and ">定稿<" in page
    assert zhao.post("/reports/2023/law_based_government/freeze/").status_code == 403
    assert liu.post("/reports/2023/law_based_government/freeze/").status_code == 302
    version = liu.get("/reports/2023/law_based_government/versions/1/").content.decode()
    assert "每个数字都相同" in version and "第一段（示例）" in version
    year.decided()
    assert "每个数字都相同" in liu.get("/reports/2023/law_based_government/versions/1/").content.decode()
    assert liu.post("/reports/2023/law_based_government/freeze/").status_code == 400
    assert liu.post("/reports/2023/law_based_government/freeze/", {"changes": "补录一件简易程序处罚"}).status_code == 302
    assert [f.version for f in FrozenReport.objects.order_by("version")] == [1, 2]
    assert liu.get("/reports/2023/law_based_government/versions/3/").status_code == 404


def test_two_authors_do_not_overwrite_each_other(year: Sample) -> None:
    zhao, liu = client_of("zhao"), client_of("liu")
    assert write(zhao, "plans", "甲的文字") == 302
    answer = liu.post("/reports/2023/law_based_government/passages/plans/", {"text": "乙的文字", "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409 and "甲的文字" in page and "乙的文字" in page
    assert write(liu, "plans", "乙的文字", Passage.objects.get().pk) == 302
    assert list(Passage.objects.order_by("pk").values_list("text", flat=True)) == ["甲的文字", "乙的文字"]


@pytest.mark.parametrize("name", ["gao", "liang", "sysadmin", "xu"])
def test_others_read_the_report_and_do_not_write_it(year: Sample, name: str) -> None:
    client = client_of(name)
    assert client.get("/reports/2023/law_based_government/").status_code == 200
    assert client.get("/reports/2023/law_based_government/passages/plans/").status_code == 403
    assert write(client, "plans", "不该写的") == 403
    assert client.post("/reports/2023/law_based_government/freeze/").status_code == 403
    assert client_of("liu").get("/reports/2023/law_based_government/passages/none/").status_code == 404


def test_the_words_of_a_draft_are_the_streets_own_until_a_version_is_frozen(year: Sample) -> None:
    zhao, liu, deng = client_of("zhao"), client_of("liu"), client_of("deng")
    for key in KEYS:
        write(zhao, key, "街道自己的草稿（示例）")
    assert "街道自己的草稿" in liu.get("/reports/2023/law_based_government/").content.decode()
    assert "街道自己的草稿" not in deng.get("/reports/2023/law_based_government/").content.decode()
    assert liu.post("/reports/2023/law_based_government/freeze/").status_code == 302
    assert "街道自己的草稿" in deng.get("/reports/2023/law_based_government/versions/1/").content.decode()


def test_a_figure_dropped_into_a_passage_stays_linked_and_a_number_typed_by_hand_is_told(year: Sample) -> None:
    zhao = client_of("zhao")
    told = zhao.post("/reports/2023/law_based_government/passages/plans/", {"text": "2024年处罚50元，详见第3条。", "seen": 0})
    page = told.content.decode()
    assert told.status_code == 409 and "{penalty_fines_amount}" in page and Passage.objects.count() == 0
    assert "2024" not in told.context["refusal"].text.zh and "3" not in told.context["refusal"].text.zh
    assert zhao.post("/reports/2023/law_based_government/passages/plans/", {"text": "罚款{no_such_figure}", "seen": 0}).status_code == 409
    assert write(zhao, "plans", "今年罚款{penalty_fines_amount}，处罚{{ penalties_imposed }}。") == 302
    page = zhao.get("/reports/2023/law_based_government/").content.decode()
    assert '今年罚款<a class="figure" href="/figures/penalty_fines_amount/?year=2023' in page and "手工数字" not in page
    answer = zhao.post("/reports/2023/law_based_government/passages/other/", {"text": "计划培训12次。", "seen": 0, "by_hand": "yes"})
    assert answer.status_code == 302 and "手工数字" in zhao.get("/reports/2023/law_based_government/").content.decode()


def test_a_frozen_version_is_printed_from_what_was_stored_and_the_draft_says_what_has_changed(year: Sample) -> None:
    zhao, liu = client_of("zhao"), client_of("liu")
    for key in KEYS:
        assert write(zhao, key, "处罚{penalties_imposed}（示例）") == 302
    liu.post("/reports/2023/law_based_government/freeze/")
    frozen = FrozenReport.objects.get()
    first = liu.get("/reports/2023/law_based_government/versions/1/report.pdf").content
    assert "没有变化" in liu.get("/reports/2023/law_based_government/").content.decode()
    year.decided()
    Body.objects.filter(kind="outpost").update(name="改了名的街道办事处（示例）")
    page = liu.get("/reports/2023/law_based_government/versions/1/").content.decode()
    assert "塘沽街道办事处（示例）2023年度" in page and "<h2>一、主要举措和成效</h2>" in page and "<svg" in page
    assert f"/figures/penalties_imposed/?year=2023&amp;division=990000/990100/990101/990101001&amp;at={frozen.watermark}" in page
    assert "处罚<a class" in page and ">1次</a>" in page
    assert liu.get("/reports/2023/law_based_government/versions/1/report.pdf").content == first and first.startswith(b"%PDF")
    assert liu.get("/reports/2023/law_based_government/versions/1/report.docx").content.startswith(b"PK")
    assert "实施行政处罚：1次 → " in liu.get("/reports/2023/law_based_government/").content.decode()


@pytest.mark.parametrize("address", ["/reports/99999/", "/reports/1/", "/reports/2023/law_based_government/versions/99999999999999999999/", "/cases/99999999999999999999999/",
                                     "/?after=x~y", "/?after=2023~", "/terms/?after=x~99999999999999999999", "/figures/penalties_imposed/?year=2023&at=x"])  # fmt: skip
def test_an_address_that_is_none_is_no_error_of_ours(sample: Sample, address: str) -> None:
    client = client_of("liu")
    client.raise_request_exception = False
    assert client.get(address).status_code in (400, 404)
