"""A paper no font can print does not take the rest of the file with it."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from street import Sample
from yifa.documents.casefile import stand_in
from yifa.errors import Text, Unavailable
from yifa.people.models import Officer
from yifa.web import documents

LACKING = Unavailable("documents.font", Text("缺字", "no glyph"), data={"lacking": "𠮷"})


def words_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_page_in_its_place_names_the_character_by_its_number(db: None) -> None:
    page = words_of(stand_in("当场处罚决定书", LACKING))
    assert "U+20BB7" in page and "YIFA_FONTS" in page


def test_the_rest_of_the_file_is_printed(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = sample.decided().case_id

    def broken(*_: object, **__: object) -> bytes:
        raise LACKING

    monkeypatch.setattr(documents, "render_pdf", broken)
    client = Client()
    client.force_login(
        Officer.objects.get(username="zhang"), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.get(f"/cases/{case_id}/file.pdf")
    assert answer.status_code == 200 and "U+20BB7" in words_of(answer.content)
