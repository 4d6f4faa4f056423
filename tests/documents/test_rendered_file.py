"""The table of renderings keeps one file of each kind and content, and no word of its own about issue."""

import pytest
from django.db import IntegrityError, transaction

from yifa.documents.models import RenderedFile

pytestmark = pytest.mark.django_db
ROW = {
    "case_id": 7,
    "seq": 3,
    "document": "decision",
    "kind": "pdf",
    "file_hash": "a" * 64,
    "template_version": "b" * 64,
    "content_hash": "c" * 64,
}


def test_a_document_has_one_file_of_each_kind() -> None:
    RenderedFile.objects.create(**ROW)
    RenderedFile.objects.create(**{**ROW, "kind": "docx"})
    with pytest.raises(IntegrityError), transaction.atomic():
        RenderedFile.objects.create(**{**ROW, "file_hash": "d" * 64})


def test_no_other_kind_is_kept() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RenderedFile.objects.create(**{**ROW, "kind": "odt"})
