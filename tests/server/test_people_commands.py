"""`yifa people`: changes from the command line, what they print, with which exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from street import Sample
from yifa.docket.models import Case
from yifa.errors import BadInput, Conflict, Missing
from yifa.people.models import AdminRecord, Body, Certificate, Deputy, Holding, Office, Officer
from yifa.people.rosterrow import COLUMNS
from yifa.places.models import Division
from yifa.server.cli import yifa

PAPER = "塘街办〔2026〕5号"


@pytest.fixture(autouse=True)
def _migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database is up to date already."""
    for module in ("cli_people", "cli_people_changes", "cli_people_body", "cli_divisions"):
        monkeypatch.setattr(f"yifa.server.{module}.ready_database", lambda: None)


def run(*words: str) -> Any:
    return CliRunner().invoke(yifa, words)


def done(*words: str) -> Any:
    answer = run(*words, "--json")
    assert answer.exit_code == 0, (answer.output, answer.exception)
    return json.loads(answer.output)


def test_a_street_begins_from_nothing_with_its_own_people(db: None, fresh_data: Path) -> None:
    places = fresh_data / "places.csv"
    places.write_text("区划代码,名称,层级,上级代码,图层,设立自\n990101,滨海区,区县,,,2018-01-01\n990101001,塘沽街道,街道（乡镇）,990101,,2018-01-01\n", encoding="utf-8")
    assert done("divisions", str(places), "--dry-run") == {"entered": 0, "new": 2, "known": 0} and not Division.objects.exists()
    assert done("divisions", str(places))["entered"] == 2 and done("divisions", str(places))["known"] == 2
    done("people", "body", "塘沽街道办事处", "--short", "塘沽街办", "--kind", "outpost", "--division", "990101001", "--from", "2018-01-01", "--ground", "区编〔2026〕1号")
    rows = ["丁一,dingyi,塘沽街办,执法队,执法人员,,行政执法证,津-1,司法局,2026-01-01,2030-12-31,2026-03-01,文件一号", "丁二,dinger,塘沽街办,,系统管理员,,,,,,,2026-03-01,文件一号"]
    sheet = fresh_data / "people.csv"
    sheet.write_text("\n".join([",".join(COLUMNS), *rows, "丁三,dingsan,塘沽街办,,没有,,,,,,,2026-03-01,文件一号"]), encoding="utf-8")
    answer = run("people", "import", str(sheet))
    assert answer.exit_code == 1 and "第 4 行" in answer.output and "line 4" in answer.output
    assert set(Officer.objects.values_list("username", flat=True)) == {"dingyi", "dinger"}
    assert not re.search(r"sign-in|口令", answer.output), "no way in is printed in bulk"
    assert done("people", "list", "--on", "2026-03-02")["people"][0]["posts"]
    link = done("people", "invite", "dingyi", "--site", "https://yifa.example.gov.cn/")["link"]
    assert link.startswith("https://yifa.example.gov.cn/sign-in/first/")
    assert Client().get(link.removeprefix("https://yifa.example.gov.cn")).status_code == 302


def test_a_post_a_certificate_and_a_deputy_have_their_days_and_end(sample: Sample) -> None:
    done("people", "post", "luo", "档案员", "--from", "2026-01-01", "--ground", PAPER)
    assert done("people", "end-post", "luo", "records", "--on", "2026-06-30", "--ground", PAPER)["ended"] == 1
    assert isinstance(run("people", "end-post", "luo", "records", "--on", "2026-07-30", "--ground", PAPER).exception, Missing)
    card = ("people", "certificate", "luo", "行政执法证", "津-7", "--issuer", "司法局", "--from", "2026-01-01", "--ground", PAPER)
    assert done(*card, "--to", "2026-12-31")["changed"] and not done(*card, "--to", "2026-12-31")["changed"]
    done("people", "certificate", "luo", "行政执法证", "津-7", "--revoke", "--from", "2026-02-01", "--ground", PAPER)
    assert str(Certificate.objects.get(number="津-7").revoked_on) == "2026-02-01"
    done("people", "deputy", "liu", "zhou", "--from", "2026-03-01", "--to", "2026-03-15", "--ground", PAPER)
    assert Deputy.objects.get().officer.username == "zhou"
    assert isinstance(run("people", "post", "sysadmin", "handler", "--ground", PAPER).exception, Exception)
    assert isinstance(run("people", "post", "luo", "没有的岗位", "--ground", PAPER).exception, BadInput)
    assert run("people", "post", "luo", "handler").exit_code == 2


def test_a_queue_and_an_office_pass_with_their_open_cases(sample: Sample) -> None:
    zhang, wang = (Officer.objects.get(username=n) for n in ("zhang", "wang"))
    case_id = sample.opened(handler_id=zhang.pk).case_id
    assert done("people", "hand-over", "zhang", "wang", "--ground", PAPER, "--by", "sysadmin")["moved"] == 1
    assert Case.objects.get(pk=case_id).handler_id == wang.pk
    into = ("--into", "应急管理办公室", "--on", "2026-01-31", "--ground", PAPER)
    assert done("people", "dissolve", "综合行政执法大队", *into, "--carry-posts")["moved"] == 1
    assert Case.objects.get(pk=case_id).office_id == Office.objects.get(name="应急管理办公室").pk
    assert isinstance(run("people", "dissolve", "综合行政执法大队", *into).exception, Missing)
    assert [(r["change"], r["by"]) for r in done("people", "record")][::-1] == [("hand_over", "系统管理员（示例）"), ("dissolve", AdminRecord.objects.latest("pk").by_name)]


def test_an_account_closes_and_opens_again(sample: Sample) -> None:
    assert done("people", "close", "luo", "--ground", PAPER) == {"username": "luo", "active": False}
    assert isinstance(run("people", "close", "luo", "--ground", PAPER).exception, Conflict)
    assert "luo" not in {p["username"] for p in done("people", "list")["people"]}
    assert done("people", "close", "luo", "--reopen", "--ground", PAPER)["active"]
    assert not Holding.objects.filter(officer__username="luo", valid_to=None).exists()
    assert isinstance(run("people", "invite", "nobody").exception, Missing)


def test_a_body_of_an_unknown_kind_is_not_entered(sample: Sample) -> None:
    words = ("people", "body", "新机构", "--short", "新", "--kind", "nothing", "--division", "990101001", "--ground", PAPER)
    assert isinstance(run(*words).exception, BadInput) and not Body.objects.filter(short_name="新").exists()
