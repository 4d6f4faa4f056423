"""An office document may not be a bomb, a safe, a program or a box of boxes."""

import io
import struct

import file_samples as samples
import pytest

from yifa.errors import BadInput
from yifa.files import FileStore, office


def refused(store: FileStore, content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        store.receive(io.BytesIO(content), "a.docx")
    assert caught.value.code == "files.office"
    return caught.value.text.en


def test_an_archive_that_unpacks_to_far_more_than_it_is(store: FileStore) -> None:
    assert "unpacks" in refused(store, samples.docx(**{"word/media.xml": bytes(30_000_000)}))


def test_too_much_in_all_even_if_every_entry_is_modest(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "MOST_BYTES", 1000)
    assert "unpacks" in refused(store, samples.docx(a=bytes(600), b=bytes(600)))


def test_too_many_entries(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_ENTRIES", 3)
    assert "entries" in refused(store, samples.docx(a=b"", b=b""))


def test_an_archive_within(store: FileStore) -> None:
    inner = samples.archive({"a": b"b"})
    assert "another archive" in refused(store, samples.docx(**{"word/embeddings/a.bin": inner}))


def test_macros(store: FileStore) -> None:
    assert "macros" in refused(store, samples.docx(**{"word/vbaProject.bin": b"x"}))


def test_an_encrypted_entry(store: FileStore) -> None:
    content = bytearray(samples.docx())
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, central + 8, 1)
    assert "encrypted" in refused(store, bytes(content))


def test_a_size_that_lies_is_found_by_unpacking(store: FileStore) -> None:
    content = bytearray(samples.docx(**{"word/media.xml": bytes(5_000)}))
    central = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 10)
    assert "broken" in refused(store, bytes(content))


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_cut_archive(store: FileStore, cut: int) -> None:
    assert "broken" in refused(store, samples.docx()[:cut])
