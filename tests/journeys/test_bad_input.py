"""What nobody should send, and what no machine should do: a clear refusal, nothing lost, nothing half written.

Unknown fields, wrong types, dates outside the calendar and money with three decimals are told by the HTTP
interface (`tests/api`); a changed byte and a cut tail by `tests/docket`. Here stand the rest, seen from the page.
"""

from __future__ import annotations

import http.client
import io
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from street import RECORDING, Sample, make_sample, moment
from yifa.docket.cases import open_case
from yifa.docket.door import Command, perform
from yifa.docket.models import Act, Case
from yifa.docket.opening import PartyIn
from yifa.docket.verify import verify
from yifa.errors import LawError
from yifa.people.models import Officer, Party, VaultItem
from yifa.people.parties import Identity, prepare
from yifa.procedures import load_law
from yifa.procedures.folder import shipped

EVERY_SCRIPT = "阿卜杜拉·买买提𠮷 Ωmega العربية ไทย 👩‍👩‍👧 O’Neil"


def client_of(name: str) -> Client:
    client = Client(raise_request_exception=False)
    officer = Officer.objects.get(username=name)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tell(sample: Sample, case_id: int, **words: Any) -> dict[str, Any]:
    """The notice on the spot, as its page sends it."""
    return {"by-officer": [str(one) for one in sample.two()], "f-proposed_kinds": ["fine"], "f-proposed_fine": "50", "f-told_all": "yes",
            "at": "2023-05-04T10:05", "paper": "示例", **words}  # fmt: skip


def test_a_stale_page_is_refused_keeps_what_was_written_and_writes_nothing(sample: Sample) -> None:
    receipt = sample.opened()
    sample.do(
        receipt.case_id,
        "tell",
        "2023-05-04 10:02",
        {"officer": sample.two()},
        {"proposed_kinds": ["warning"], "told_all": "yes"},
    )
    before = Act.objects.count()
    answer = client_of("zhang").post(
        f"/cases/{receipt.case_id}/acts/tell/", tell(sample, receipt.case_id, seen=receipt.hash)
    )
    page = answer.content.decode()
    assert answer.status_code == 409 and "本案新增了下列记录" in page and 'value="50"' in page
    assert Act.objects.count() == before and verify().broken == ()


@pytest.mark.parametrize("money", ["50.005", "五十", "-1", "1e9", "99999999999999999999"])
def test_money_that_is_no_amount_of_fen_is_refused(sample: Sample, money: str) -> None:
    case_id = sample.opened().case_id
    before = Act.objects.count()
    answer = client_of("zhang").post(
        f"/cases/{case_id}/acts/tell/", tell(sample, case_id, **{"f-proposed_fine": money})
    )
    assert answer.status_code == 409 and Act.objects.count() == before


@pytest.mark.parametrize("at", ["2023-02-30T10:00", "昨天", "0000-00-00T00:00", "9999-12-31T23:59"])
def test_a_time_outside_the_calendar_is_refused(sample: Sample, at: str) -> None:
    case_id = sample.opened().case_id
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/tell/", tell(sample, case_id, at=at))
    assert answer.status_code in (400, 409) and Act.objects.filter(case_id=case_id, act="tell").count() == 0


def test_a_name_of_every_script_stands_in_the_vault_as_it_was_written(sample: Sample) -> None:
    made = prepare(Identity(Party.Kind.PERSON, EVERY_SCRIPT))
    party = PartyIn("respondent", "p1", "person", party_id=str(made.party.pk))
    case_id = open_case(sample.cover(parties=[party]), sample.find(), sample.id("zhang"), [made]).case_id
    client = client_of("zhang")
    assert client.get(f"/cases/{case_id}/").status_code == 200
    find = Act.objects.get(case_id=case_id, act="find")
    answer = client.post(f"/cases/{case_id}/reveal/", {"seq": find.seq, "why": "核对"})
    assert "乱扔烟头" in answer.content.decode()
    assert EVERY_SCRIPT not in "".join(Act.objects.values_list("entry", flat=True)) and verify().broken == ()


def bomb() -> bytes:
    """A Word document of a few kilobytes that unpacks to thirty megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("[Content_Types].xml", "<Types/>")
        writer.writestr("word/document.xml", bytes(30_000_000))
    return target.getvalue()


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_refused_on_the_page(
    sample: Sample, fresh_data: Path
) -> None:
    case_id = sample.opened().case_id
    upload = SimpleUploadedFile(
        "a.docx",
        bomb(),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    fields = {
        "f-certificates_shown": "yes",
        "f-age": "adult",
        "f-facts": "示例",
        "f-evidence": "示例",
        "f-recording": [upload],
    }
    answer = client_of("zhang").post(
        f"/cases/{case_id}/acts/find/", {**fields, "by-officer": [str(one) for one in sample.two()]}
    )
    assert answer.status_code in (400, 409) and Act.objects.filter(case_id=case_id, act="find").count() == 1
    assert not [
        p
        for p in fresh_data.rglob("*")
        if p.is_file() and p.stat().st_size > 1_000_000 and "sqlite" not in p.name
    ]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The site as it is served, by its own server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yifa.server.settings",
        "YIFA_DATA": str(tmp_path),
        "YIFA_DATABASE": "",
    }
    server = subprocess.Popen([sys.executable, "-m", "granian", *words, "yifa.server.wsgi:application"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_a_file_of_two_gigabytes_is_refused_before_a_byte_of_it_is_read(served: int, tmp_path: Path) -> None:
    line = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
    line.putrequest("POST", "/report/")
    line.putheader("Content-Type", "multipart/form-data; boundary=x")
    line.putheader("Content-Length", str(2 * 1024**3))
    line.endheaders()
    answer = line.getresponse()
    assert answer.status == 413 and "过大" in answer.read().decode()
    line.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(sample: Sample) -> None:
    case_id = sample.opened().case_id
    client = client_of("zhang")
    before = (Act.objects.count(), VaultItem.objects.count(), Case.objects.get(pk=case_id).head)
    with no_room():
        told = client.post(f"/cases/{case_id}/acts/tell/", tell(sample, case_id))
    assert told.status_code == 503 and "没有记入案卷" in told.content.decode()
    assert (Act.objects.count(), VaultItem.objects.count(), Case.objects.get(pk=case_id).head) == before
    assert verify().broken == ()


@contextmanager
def no_room() -> Iterator[None]:
    """A disk on which not one more act finds room: what each database says then, at the same statement."""
    full: type[Exception] = sqlite3.OperationalError
    if connection.vendor == "postgresql":
        full = psycopg.errors.DiskFull

    def fill(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "INSERT INTO docket_act" in sql:
            with connection.wrap_database_errors:
                raise full("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fill):
        yield


def test_a_database_that_does_not_answer_is_told_and_the_next_request_finds_it_again(
    committed: Path,
) -> None:
    sample = make_sample()
    case_id = sample.opened().case_id
    client = client_of("zhang")
    before = Act.objects.count()
    with unreachable():
        lost = client.post(f"/cases/{case_id}/acts/tell/", tell(sample, case_id))
    assert lost.status_code == 503 and "没有记入案卷" in lost.content.decode()
    connection.close()
    assert Act.objects.count() == before
    again = client.post(f"/cases/{case_id}/acts/tell/", tell(sample, case_id))
    assert again.status_code == 302 and Act.objects.count() == before + 1 and verify().broken == ()


@contextmanager
def unreachable() -> Iterator[None]:
    """A database that does not answer: PostgreSQL ends our connection in the middle of the act, SQLite is held by another."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 100")
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()
        return
    ended = []

    def end(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "FOR UPDATE" in sql and not ended:
            ended.append(True)
            cut_off()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(end):
        yield


def cut_off() -> None:
    """Have the server end this process's connection."""
    known = {
        k: v
        for k, v in connection.get_connection_params().items()
        if k in ("host", "port", "user", "password", "dbname") and v
    }
    pid = connection.connection.info.backend_pid
    with psycopg.connect(**known, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.parametrize(
    "bad", ["acts: [", "unknown_word: 1", "procedure: twice", "stages: {reported: yes}", "\tacts: {}"]
)
def test_a_broken_text_of_a_district_is_refused_with_file_and_line(tmp_path: Path, bad: str) -> None:
    folder = tmp_path / "procedures" / "penalty" / "summary"
    shutil.copytree(shipped() / "procedures" / "penalty" / "summary", folder)
    path = folder / "procedure.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{bad}\n", encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_law(overlay=tmp_path)
    found = re.search(r"procedure\.yaml:(\d+)", str(caught.value))
    assert found is not None and int(found[1]) >= text.count("\n") + 1


def test_an_error_nobody_foresaw_is_a_page_without_a_traceback(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("yifa.web.terms.list_terms", broken)
    answer = client_of("liu").get("/terms/")
    page = answer.content.decode()
    assert (
        answer.status_code == 500
        and "系统出错" in page
        and "secret detail" not in page
        and "Traceback" not in page
    )


def test_two_acts_of_one_moment_stand_in_the_order_they_were_recorded(sample: Sample) -> None:
    case_id = sample.opened().case_id
    sample.tell(case_id, "2023-05-04 10:05")
    form = {"outcome": "penalise", "kinds": ["fine"], "fine": 50, "tier": "light", "correction": "done"}
    command = Command(
        "decide", {"officer": sample.two()}, form, at=moment("2023-05-04 10:05"), paper=RECORDING
    )
    perform(case_id, command, sample.id("zhang"))
    assert list(Act.objects.filter(case_id=case_id).order_by("seq").values_list("act", flat=True))[-2:] == [
        "tell",
        "decide",
    ]
    assert verify().broken == ()
