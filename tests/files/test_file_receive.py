"""Bytes are kept as received, once, and nothing stays behind of what was refused."""

import errno
import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from file_samples import JPG, PDF
from hypothesis import given
from hypothesis import strategies as st

from yifa import clock
from yifa.errors import BadInput, Damaged, Missing, Unavailable
from yifa.files import FileStore, FolderBackend


def everything_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


class Endless(io.RawIOBase):
    """A sender that never stops, and counts what it was asked for."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return bytes(size)


@given(st.binary(min_size=1, max_size=600_000))
def test_what_is_read_is_what_was_received(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    store = FileStore(FolderBackend(tmp_path_factory.mktemp("files")), limit=1024 * 1024)
    stored = store.receive(io.BytesIO(PDF + tail), "送达回证.pdf")
    assert store.read(stored.hash) == PDF + tail
    assert stored.hash == hashlib.sha256(PDF + tail).hexdigest()
    assert stored.size == len(PDF + tail)


def test_the_same_bytes_are_kept_once_and_never_overwritten(store: FileStore, root: Path) -> None:
    first = store.receive(io.BytesIO(PDF), "a.pdf")
    [kept] = everything_in(root)
    before = kept.stat().st_ino
    second = store.receive(io.BytesIO(PDF), "b.pdf")
    assert first.hash == second.hash
    assert [path.stat().st_ino for path in everything_in(root)] == [before]
    assert not kept.stat().st_mode & 0o222


def test_a_file_over_the_limit_is_refused_before_it_fills_the_disk(store: FileStore, root: Path) -> None:
    sender = Endless()
    with pytest.raises(BadInput, match=r"files\.size"):
        store.receive(sender, "录像.mp4")
    assert sender.given < 2 * store.limit
    assert everything_in(root) == []


def test_a_file_of_exactly_the_limit_is_received(store: FileStore) -> None:
    assert store.receive(io.BytesIO(PDF.ljust(store.limit)), "a.pdf").size == store.limit


def test_an_empty_file_is_refused(store: FileStore, root: Path) -> None:
    with pytest.raises(BadInput, match=r"files\.empty"):
        store.receive(io.BytesIO(b""), "a.pdf")
    assert everything_in(root) == []


def test_a_full_disk_is_told_and_leaves_nothing(
    store: FileStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match=r"files\.disk"):
        store.receive(io.BytesIO(PDF), "a.pdf")
    assert everything_in(root) == []


def test_a_sender_that_breaks_off_leaves_nothing(store: FileStore, root: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError

    with pytest.raises(Unavailable):
        store.receive(Broken(), "a.pdf")
    assert everything_in(root) == []


@pytest.mark.parametrize("damage", [PDF + b"x", PDF[:-1], b"%PDF-1.8\n%%EOF\n", b""])
def test_a_damaged_file_is_never_given_out_whole(store: FileStore, root: Path, damage: bytes) -> None:
    stored = store.receive(io.BytesIO(PDF), "a.pdf")
    [kept] = everything_in(root)
    kept.chmod(0o600)
    kept.write_bytes(damage)
    with pytest.raises(Damaged) as caught:
        store.read(stored.hash)
    assert caught.value.data == {"hash": stored.hash}


def test_the_last_chunk_of_a_damaged_file_is_held_back(store: FileStore, root: Path) -> None:
    stored = store.receive(io.BytesIO(PDF.ljust(700_000)), "a.pdf")
    [kept] = everything_in(root)
    kept.chmod(0o600)
    kept.write_bytes(b"!" + kept.read_bytes()[1:])
    given_out = b""
    with pytest.raises(Damaged), store.open(stored.hash) as reader:
        for chunk in reader:
            given_out += chunk
    assert len(given_out) < stored.size


@pytest.mark.parametrize("digest", ["0" * 64, "../../secret.key", "", "ZZ"])
def test_a_hash_that_names_no_file_is_missing(store: FileStore, digest: str) -> None:
    with pytest.raises(Missing):
        store.read(digest)


def test_what_a_killed_process_left_is_swept_by_age(store: FileStore, root: Path) -> None:
    backend = FolderBackend(root)
    (backend.staging() / "left").write_bytes(JPG)
    assert backend.sweep(clock.now() - timedelta(days=1)) == 0
    assert backend.sweep(clock.now() + timedelta(days=1)) == 1
    assert everything_in(root) == []
