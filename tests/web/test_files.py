"""A photograph received can be looked at: by whoever may see where it belongs, with a reason where it is personal, and by nobody else."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from street import Sample
from yifa.docket.cases import open_case
from yifa.docket.models import Act, Proposal
from yifa.files import receive
from yifa.files.receipts import record
from yifa.people.models import Officer, ViewLog

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
SHA = hashlib.sha256(PNG).hexdigest()


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def keep(content: bytes = PNG, name: str = "photo.png") -> str:
    stored = receive(io.BytesIO(content), name)
    record(stored)
    return stored.hash


@pytest.fixture
def case_id(sample: Sample) -> int:
    """A case whose first act has a photograph, which is personal."""
    keep()
    return open_case(sample.cover(), sample.find(recording=[SHA]), sample.id("zhang")).case_id


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_photograph_opens_with_the_reason_that_is_logged(case_id: int) -> None:
    zhang = client_of("zhang")
    address = f"/cases/{case_id}/files/{SHA}/?seq=1&field=recording"
    assert zhang.get(address).status_code == 400
    answer = zhang.get(address + "&why=核对现场")
    assert answer.status_code == 200 and body_of(answer) == PNG
    assert answer["Content-Type"] == "image/png" and answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert ViewLog.objects.filter(why="核对现场").count() == 1


def test_the_page_of_personal_facts_shows_the_photograph_and_gives_the_reason_on(case_id: int) -> None:
    zhang = client_of("zhang")
    page = zhang.post(f"/cases/{case_id}/reveal/", {"seq": "1", "why": "核对现场"}).content.decode()
    source = re.search(r'<img src="(/cases/[^"]+)"', page)
    assert source is not None and SHA in source[1]
    assert body_of(zhang.get(source[1].replace("&amp;", "&"))) == PNG


@pytest.mark.parametrize(
    "query", ["seq=1&field=facts&why=x", "seq=9&field=recording&why=x", "field=recording&why=x", "seq=1&field=nothing&why=x", ""]
)
def test_a_file_is_asked_for_by_the_entry_that_holds_it(case_id: int, query: str) -> None:
    assert client_of("zhang").get(f"/cases/{case_id}/files/{SHA}/?{query}").status_code == 404


def test_a_file_of_another_case_is_not_there_under_this_one(case_id: int, sample: Sample) -> None:
    other = sample.opened().case_id
    assert client_of("zhang").get(f"/cases/{other}/files/{SHA}/?seq=1&field=recording&why=x").status_code == 404


def test_whoever_may_not_see_the_case_does_not_see_its_file(case_id: int) -> None:
    address = f"/cases/{case_id}/files/{SHA}/?seq=1&field=recording&why=x"
    for name in ("gao", "sysadmin"):
        assert client_of(name).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert not ViewLog.objects.filter(why="x").exists()


def test_what_is_neither_picture_nor_sound_is_a_download(sample: Sample) -> None:
    sha = keep("现场情况".encode(), "note.txt")
    case_id = open_case(sample.cover(), sample.find(recording=[sha]), sample.id("zhang")).case_id
    answer = client_of("zhang").get(f"/cases/{case_id}/files/{sha}/?seq=1&field=recording&why=x")
    assert answer["Content-Disposition"].startswith("attachment") and body_of(answer) == "现场情况".encode()


def test_a_film_is_wound_forward_by_parts(case_id: int) -> None:
    address = f"/cases/{case_id}/files/{SHA}/?seq=1&field=recording&why=x"
    answer = client_of("zhang").get(address, headers={"range": "bytes=8-15"})
    assert answer.status_code == 206 and body_of(answer) == PNG[8:16]
    assert answer["Content-Range"] == f"bytes 8-15/{len(PNG)}"


def test_the_second_officer_sees_the_photograph_before_confirming(sample: Sample) -> None:
    case_id = sample.decided().case_id
    two = [str(one) for one in sample.two()]
    posted = {"by-officer": two, "party": "p1", "f-document": "decision", "f-means": "left", "f-reason": "拒绝签收",
              "f-video": SimpleUploadedFile("photo.png", PNG, "image/png"), "at": "2023-05-04T10:20"}  # fmt: skip
    answer = client_of("zhang").post(f"/cases/{case_id}/acts/serve/", posted)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    found = Proposal.objects.get()
    wang = client_of("wang")
    page = wang.get(f"/proposals/{found.pk}/").content.decode()
    address = f"/proposals/{found.pk}/files/{SHA}/"
    assert f'<img src="{address}"' in page
    assert body_of(wang.get(address)) == PNG
    assert wang.get(f"/proposals/{found.pk}/files/{'0' * 64}/").status_code == 404
    assert client_of("qian").get(address).status_code == 404
    assert "留置送达" in page and "<dd>left" not in page and "当场行政处罚决定书" in page and "当事人" in page
    assert wang.post(f"/proposals/{found.pk}/", {"answer": "confirm"}).status_code == 302
    assert Act.objects.filter(case_id=case_id, act="serve").exists()


def test_a_photograph_uploaded_with_a_refused_form_need_not_be_uploaded_again(sample: Sample) -> None:
    case_id = sample.decided().case_id
    words = {"by-officer": [str(one) for one in sample.two()], "party": "p1", "f-document": "decision", "f-means": "left", "paper": "示例"}
    zhang = client_of("zhang")
    refused = zhang.post(f"/cases/{case_id}/acts/serve/", {**words, "f-video": SimpleUploadedFile("photo.png", PNG, "image/png")})
    page = refused.content.decode()
    token = re.search(r'name="k-video" value="([^"]+)"', page)
    assert refused.status_code == 409 and token is not None and SHA not in token[1]
    assert client_of("wang").post(f"/cases/{case_id}/acts/serve/", {**words, "f-reason": "拒收", "k-video": token[1]}).status_code == 409
    answer = zhang.post(f"/cases/{case_id}/acts/serve/", {**words, "f-reason": "拒收", "k-video": token[1], "at": "2023-05-04T10:20"})
    assert answer.status_code == 302
    seq = Act.objects.get(case_id=case_id, act="serve").seq
    assert body_of(zhang.get(f"/cases/{case_id}/files/{SHA}/?seq={seq}&field=video&why=x")) == PNG
