"""A statutory report from draft to publication by commands alone: written, checked, frozen, approved, published, replayed, corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from street import Sample
from yifa import clock
from yifa.annual.models import FrozenReport, Passage
from yifa.docket.models import Act
from yifa.errors import BadInput, Forbidden, Missing, Refused
from yifa.people.models import Body, Officer
from yifa.server.cli import yifa

REPORTS = ("law_based_government", "information_disclosure", "enforcement_data")


@pytest.fixture(autouse=True)
def _migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database is up to date already."""
    monkeypatch.setattr("yifa.server.cli_report.ready_database", lambda: None)


def told(name: str, *words: str, year: str = "2023") -> Any:
    """What a command about a report answers, as data. Raises what the command raises."""
    done = CliRunner().invoke(yifa, ["report", *words, "--year", year, "--report", name, "--json"])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def approved(name: str, *, again: bool = False) -> None:
    """The docket of a report from hand-in to publication, each act by whom the law asks."""
    more = ["--set", "changes=补录一件处罚（示例）"] if again else []
    told(name, "act", "submit", "--by", "luo", *more)
    clean = ["--set", "secrets=none", "--set", "personal=none", "--set", "opinion=未见（示例）"]
    with pytest.raises(Refused):
        told(name, "act", "check", "--outcome", "pass", "--by", "luo", *clean)
    told(name, "act", "check", "--outcome", "pass", "--by", "zhao", *clean)
    with pytest.raises(Refused):
        told(name, "act", "publish", "--by", "feng", "--set", "channel=区政府网站（示例）")
    told(name, "act", "approve", "--outcome", "agreed", "--by", "liu")
    assert told(name, "act", "publish", "--by", "feng", "--set", "channel=区政府网站（示例）")["stage"] == "published"


def put(name: str, *keys: str) -> None:
    """Passages kept as though written before, without a command for each."""
    body, officer = Body.objects.get(kind="outpost"), Officer.objects.get(username="zhao")
    for key in keys:
        Passage.objects.create(report=name, period="2023", body_id=body.pk, key=key, text="文字（示例）", written_by=officer.pk, written_at=clock.now())


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_made_approved_published_and_corrected_by_commands(standing: Sample, tmp_path: Path, name: str) -> None:
    standing.decided()
    missing = [each["key"] for each in told(name, "passages") if each["missing"]]
    put(name, *missing)
    fines = next(each for each in told(name, "propose", missing[-1]) if "{penalt" in each["text"])
    told(name, "write", missing[-1], "--take", str(fines["n"]), "--by", "zhao")
    told(name, "write", missing[0], "--text", "罚款{penalty_fines_amount|0.005万元}，联系13800001234。", "--by-hand", "--by", "zhao")
    [found] = json.loads(CliRunner().invoke(yifa, ["report", "words", "--year", "2023", "--report", name, "--json"]).output)
    with pytest.raises(BadInput):
        told(name, "freeze", "--by", "liu")
    told(name, "answer", found["finding"][:12], "--reason", "公开的办公电话（示例）", "--by", "zhao")
    first = told(name, "freeze", "--by", "liu")
    told(name, "act", "begin", "--by", "luo")
    approved(name)
    for kind in ("html", "pdf", "docx", "json"):
        told(name, "version", "--out", str(tmp_path / f"r.{kind}"))
    annex = orjson.loads((tmp_path / "r.json").read_bytes())
    assert annex["rounded"][0]["exact"] == "50" and (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "0.005万元" in (tmp_path / "r.html").read_text(encoding="utf-8") and (tmp_path / "r.docx").read_bytes().startswith(b"PK")
    standing.decided()
    held = told(name, "replay", "--version", "1")
    assert held["differs"] == [] and held["hash"] == first["hash"] and held["since"], "the docket has moved on, the version has not"
    told(name, "act", "correct", "--by", "luo", "--set", "reason=漏计一件（示例）")
    put(name, missing[0])
    second = told(name, "freeze", "--by", "liu", "--changes", "补录一件处罚（示例）")
    approved(name, again=True)
    kept = told(name, "versions")
    assert [each["hash"] for each in kept["versions"]] == [first["hash"], second["hash"]] and kept["docket"]["stage"]["en"] == "Published"
    assert FrozenReport.objects.count() == 2


def test_who_may_not_and_what_does_not_hold_is_refused(standing: Sample) -> None:
    standing.decided()
    name = "law_based_government"
    with pytest.raises(BadInput):
        told(name, "write", "plans", "--text", "罚款{penalty_fines_amount|约90元}。", "--by", "zhao")
    with pytest.raises(Forbidden):
        told(name, "write", "plans", "--text", "不该写的", "--by", "gao")
    with pytest.raises(Forbidden):
        told(name, "freeze", "--by", "zhao")
    with pytest.raises(Missing):
        told(name, "act", "submit", "--by", "zhao")
    put(name, "shortcomings", "leaders", "plans", "other")
    told(name, "freeze", "--by", "liu")
    with pytest.raises(BadInput):
        told(name, "freeze", "--by", "liu")


def test_what_is_not_there_is_named(standing: Sample) -> None:
    name = "enforcement_data"
    with pytest.raises(Missing):
        told(name, "replay")
    with pytest.raises(Missing):
        told(name, "act", "approve", "--outcome", "agreed", "--by", "liu")
    with pytest.raises(BadInput) as unknown:
        told(name, "act", "stamp", "--by", "liu")
    assert "approve --outcome agreed" in unknown.value.text.zh and not Act.objects.filter(act="approve").exists()
    with pytest.raises(Missing):
        told(name, "write", "no_such", "--text", "文字", "--by", "zhao")
    with pytest.raises(BadInput):
        told(name, "write", "overview", "--by", "zhao")
