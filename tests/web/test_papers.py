"""A decision made at the counter is printed with the party's own name, the law of the day, and bound into the file."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from street import Sample
from yifa.docket.cases import open_case
from yifa.docket.opening import PartyIn
from yifa.people.models import Officer, Party, ViewLog
from yifa.people.parties import Identity, prepare

from .test_pages import client_of

NAME = "示例某甲Émile"


def text_of(content: bytes) -> str:
    """The words of a PDF, blanks and line ends left out."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")


@pytest.fixture
def decided(sample: Sample) -> tuple[Client, int]:
    """A fine on the spot against a named person; the officer who may read it."""
    made = prepare(Identity(Party.Kind.PERSON, NAME, phone="00000000000", address="示例路9号"))
    party = PartyIn("respondent", "p1", "person", party_id=str(made.party.pk))
    receipt = open_case(sample.cover(parties=[party]), sample.find(), sample.id("zhang"), [made])
    sample.tell(receipt.case_id)
    sample.decide(receipt.case_id)
    return client_of("zhang"), receipt.case_id


def test_the_decision_prints_name_law_amount_and_number_and_the_view_is_logged(
    decided: tuple[Client, int],
) -> None:
    client, case_id = decided
    before = ViewLog.objects.count()
    answer = client.get(f"/cases/{case_id}/documents/3/decision.pdf")
    assert answer.status_code == 200, answer.content.decode()[-1500:]
    words = text_of(answer.content)
    for expected in (
        "示例某甲",
        "示例路9号",
        "50.00元",
        "伍拾元整",
        "罚决〔2023〕1号",
        "城市市容和环境卫生管理条例",
        "乱扔烟头",
    ):
        assert expected in words, expected
    assert ViewLog.objects.count() > before
    word = client.get(f"/cases/{case_id}/documents/3/decision.docx")
    assert word.status_code == 200 and word.content[:2] == b"PK"


def test_the_whole_file_is_one_pdf_with_its_table_of_contents(decided: tuple[Client, int]) -> None:
    client, case_id = decided
    answer = client.get(f"/cases/{case_id}/file.pdf")
    assert answer.status_code == 200
    words = text_of(answer.content)
    assert "卷内" in words and "当场行政处罚决定书" in words


def test_a_paper_the_entry_did_not_issue_is_not_there(decided: tuple[Client, int]) -> None:
    client, case_id = decided
    assert client.get(f"/cases/{case_id}/documents/3/nothing.pdf").status_code == 404
    assert client.get(f"/cases/{case_id}/documents/99/decision.pdf").status_code == 404
    assert Officer.objects.filter(username="zhang").exists()


def test_a_character_no_font_has_stops_the_paper_and_is_named(sample: Sample) -> None:
    made = prepare(Identity(Party.Kind.PERSON, "示例𠮷"))
    party = PartyIn("respondent", "p1", "person", party_id=str(made.party.pk))
    receipt = open_case(sample.cover(parties=[party]), sample.find(), sample.id("zhang"), [made])
    sample.tell(receipt.case_id)
    sample.decide(receipt.case_id)
    answer = client_of("zhang").get(f"/cases/{receipt.case_id}/documents/3/decision.pdf")
    assert answer.status_code == 503 and "𠮷" in answer.content.decode()


def test_every_service_has_its_receipt_as_a_paper_and_in_the_file(decided: tuple[Client, int], sample: Sample) -> None:
    """民事诉讼法 87: a receipt of service, signed by whoever it was served on; the day signed is the day of service."""
    client, case_id = decided
    form = {"document": "decision", "means": "in_person", "receipt": "当事人当场签收（示例）"}
    sample.do(case_id, "serve", "2023-05-04 10:15", {"officer": sample.two()}, form, party="p1")
    answer = client.get(f"/cases/{case_id}/documents/4/service_receipt.pdf")
    words = text_of(answer.content)
    for told in ("送达回证", "示例某甲", "示例路9号", "直接送达", "当事人当场签收（示例）", "行政处罚决定书", "2023年5月4日"):
        assert told in words, words
    assert client.get(f"/cases/{case_id}/documents/4/service_receipt.docx").status_code == 200
    assert client.get(f"/cases/{case_id}/documents/3/service_receipt.pdf").status_code == 404, "a decision serves nothing"
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert f"/cases/{case_id}/documents/4/service_receipt.pdf" in page
    whole = text_of(client.get(f"/cases/{case_id}/file.pdf").content)
    assert "案卷类别" in whole and "送达回证" in whole and "当事人当场签收（示例）" in whole
