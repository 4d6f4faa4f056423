"""The command as a user meets it: no traceback, one exit code for one meaning, JSON where JSON was asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from street import Sample
from yifa.errors import BadInput, LawError, Missing, Text
from yifa.people.models import Body
from yifa.server import cli
from yifa.server.cli import yifa
from yifa.server.output import exit_code


@pytest.fixture(autouse=True)
def _migrated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's database is up to date already."""
    for module in ("cli_figures", "cli_report"):
        monkeypatch.setattr(f"yifa.server.{module}.ready_database", lambda: None)
    yield


@pytest.fixture(scope="module")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the law was read before: only what is new is read again."""
    data = tmp_path_factory.mktemp("data")
    assert outside("law", "show", "grid.event", YIFA_DATA=str(data)).returncode == 0
    return data


def spoken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the whole command."""
    monkeypatch.setattr(sys, "argv", ["yifa", *words])
    try:
        cli.main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def outside(*words: str, **env: str) -> Any:
    """The command in a process of its own."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("YIFA_")}
    return subprocess.run([sys.executable, "-m", "yifa.server", *words], env={**known, **env}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--year", "2023", "--body", "999"),
        ("report", "--year", "2023", "--out", "/nonexist/x.pdf"),
        ("report", "--year", "2023", "--site", "yifa"),
        ("figures", "--year", "2023", "--division", "nowhere"),
        ("trace", "penalties_imposed", "--year", "2023", "--division", "nowhere"),
        ("due", "--from", "2026-09-28", "--length", "七"),
        ("due", "--from", "2026-09-28", "--length", "7 days", "--under", "没有这部法"),
        ("law", "show", "no.such"),
        ("figures", "--no-such-option"),
    ],
)
def test_what_is_not_understood_is_2_without_a_traceback_and_json_where_it_was_asked_for(
    standing: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, err = spoken(monkeypatch, capsys, *words)
    assert code == 2 and "Traceback" not in err and err.strip() and not err.startswith(":")
    code, out, err = spoken(monkeypatch, capsys, *words, "--json")
    assert code == 2 and set(json.loads(out)["text"]) == {"zh", "en"}


@pytest.mark.once
@pytest.mark.parametrize("words", [("law", "check"), ("due", "--from", "2026-09-28", "--length", "7 days")])
def test_a_law_folder_that_is_not_there_or_is_broken_is_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    data = str(tmp_path / "data")
    for folder in (tmp_path / "none", tmp_path / "broken"):
        (tmp_path / "broken" / "statutes").mkdir(parents=True, exist_ok=True)
        (tmp_path / "broken" / "statutes" / "x.yaml").write_text("a: [\n", encoding="utf-8")
        done = outside(*words, YIFA_LAW=str(folder), YIFA_DATA=data)
        assert done.returncode == 2 and "Traceback" not in done.stderr and str(folder) in done.stderr


@pytest.mark.once
@pytest.mark.parametrize("name", ["annual/words.yaml", "annual/wording.yaml", "annual/law-based-government.md", "indicators/broken.yaml"])
def test_the_law_is_checked_with_what_reports_are_made_of(tmp_path: Path, read_before: Path, name: str) -> None:
    broken = tmp_path / "law" / name
    broken.parent.mkdir(parents=True)
    broken.write_text("nothing: of the kind\n", encoding="utf-8")
    done = outside("law", "check", YIFA_LAW=str(tmp_path / "law"), YIFA_DATA=str(read_before))
    assert done.returncode == 2 and "Traceback" not in done.stderr and str(broken) in done.stderr


def test_an_error_names_no_empty_file() -> None:
    assert str(LawError("x", Text("甲", "a"))).startswith("[x]")
    assert [exit_code(kind("x", Text("甲", "a"))) for kind in (BadInput, LawError, Missing)] == [2, 2, 2]


def test_links_of_a_file_lead_to_the_site(standing: Sample, tmp_path: Path, settings: Any) -> None:
    standing.decided()
    out = tmp_path / "r.html"
    assert Body.objects.filter(kind="outpost").count() == 1
    words = ("report", "--year", "2023", "--out", str(out))
    assert CliRunner().invoke(yifa, [*words, "--site", "https://one.example/"]).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert 'href="https://one.example/figures/penalties_imposed/?year=2023' in page and 'href="/figures' not in page
    assert "<figcaption>" in page and 'xlink:href="https://one.example/figures/correction_orders/?year=2023' in page
    settings.SITE = "https://two.example"
    CliRunner().invoke(yifa, words)
    assert "https://two.example/figures/" in out.read_text(encoding="utf-8")


def test_a_shell_gets_its_completion() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_YIFA_COMPLETE" in CliRunner().invoke(yifa, ["completion", shell]).output
    assert CliRunner().invoke(yifa, ["completion", "cmd"]).exit_code == 2


def test_what_was_not_read_and_not_adopted_is_listed_with_its_line(standing: Sample) -> None:
    found = json.loads(CliRunner().invoke(yifa, ["law", "check", "--json"]).output)
    assert found["unverified"] == len(found["unverified_items"]) and found["unadopted"] == len(found["unadopted_items"]) > 0
    law = Path(__file__).resolve().parents[2] / "law"
    for item in found["unverified_items"]:
        name, _, line = item["where"].rpartition(":")
        assert "mark: K" in (law / name).read_text(encoding="utf-8").split("\n")[int(line) - 1]
