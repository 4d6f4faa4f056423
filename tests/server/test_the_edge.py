"""What meets a visitor at the edge is told by the house, in both languages; what went wrong is written down without anyone's words."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa.people.models import Officer
from yifa.server.logs import WithoutWords, logging_for


def client_of(name: str, **words: Any) -> Client:
    client = Client(raise_request_exception=False, **words)
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("address", ["/language/", "/reports/2023/law_based_government/freeze/", "/sign-out/"])
def test_a_page_that_only_takes_forms_says_so(sample: Sample, address: str) -> None:
    answer = client_of("liu").get(address)
    page = answer.content.decode()
    assert answer.status_code == 405 and "不能这样打开" in page and "cannot be opened" in page and answer["Allow"]
    assert "style=" not in page and "<script" not in page and "default-src" in answer["Content-Security-Policy"]


def test_a_form_without_its_mark_is_told_in_both_languages(sample: Sample) -> None:
    answer = client_of("liu", enforce_csrf_checks=True).post("/language/", {"language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "表单已失效" in page and "out of date" in page and "style=" not in page


def test_the_interface_answers_problems_for_methods_and_bodies(sample: Sample) -> None:
    client = Client()
    for answer, status in (
        (client.delete("/api/v1/cases"), 405),
        (client.post("/api/v1/cases", "x" * 1_100_000, content_type="application/json"), 413),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["status"] == status and answer.json()["title"] and answer.json()["detail"]


def test_an_error_is_written_down_without_what_anyone_typed(sample: Sample, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("王某某 110101199001011234")

    monkeypatch.setattr("yifa.web.terms.list_terms", broken)
    log = logging.getLogger("django.request")
    monkeypatch.setattr(log, "propagate", True)
    log.addHandler(caplog.handler)
    try:
        assert client_of("liu").get("/terms/?q=secret").status_code == 500
    finally:
        log.removeHandler(caplog.handler)
    record = next(each for each in caplog.records if each.levelno == logging.ERROR)
    written = WithoutWords("%(asctime)s %(levelname)s %(name)s %(message)s").format(record)
    assert "/terms/" in written and "RuntimeError" in written and "terms.py:" in written
    assert "王某某" not in written and "110101" not in written and "secret" not in written


def test_errors_go_to_the_screen_and_to_the_data_folder(tmp_path: Path) -> None:
    config = logging_for(tmp_path)
    assert config["handlers"]["file"]["filename"] == str(tmp_path / "log" / "errors.log")
    assert set(config["root"]["handlers"]) == {"screen", "file"}
