"""A receipt is written with the act, and bytes without one can be told."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from file_samples import JPG, PDF

from yifa import clock, files
from yifa.files.models import StoredFile
from yifa.files.receipts import record, unrecorded

NOON = datetime(2026, 9, 28, 12, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.mark.django_db
def test_the_receipt_holds_hash_size_kind_and_time_but_no_name() -> None:
    with clock.at(NOON):
        receipt = record(files.receive(io.BytesIO(JPG), "张三的院子.jpg"), "vault:17")
    receipt.refresh_from_db()
    assert (receipt.kind, receipt.size, receipt.name_ref, receipt.received_at) == (
        "jpg",
        len(JPG),
        "vault:17",
        NOON,
    )
    assert "张三" not in str(receipt)
    assert files.read(receipt.hash) == JPG


@pytest.mark.django_db
def test_two_receipts_of_the_same_bytes_share_a_hash() -> None:
    one, two = (record(files.receive(io.BytesIO(PDF), "a.pdf")) for _ in range(2))
    assert one.hash == two.hash
    assert one.pk != two.pk


@pytest.mark.django_db
def test_bytes_whose_transaction_failed_are_named(tmp_path: Path) -> None:
    kept = files.receive(io.BytesIO(PDF), "a.pdf")
    lost = files.receive(io.BytesIO(JPG), "b.jpg")
    record(kept)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(lost)
        raise ZeroDivisionError
    assert unrecorded(files.FolderBackend(tmp_path / "files")) == [lost.hash]


@pytest.mark.django_db
def test_a_receipt_of_nothing_is_refused_by_the_table() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(hash="0" * 64, size=0, kind="pdf", received_at=NOON)
