"""Receive, open and read: the three things anyone does with a file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from django.conf import settings

from yifa.errors import BadInput, Damaged, Text, Unavailable
from yifa.files.backend import Backend, FolderBackend
from yifa.files.kinds import kind_by_content, require_agreement
from yifa.files.names import clean_name
from yifa.files.office import kind_of_archive
from yifa.files.pictures import require_size

__all__ = ["FileStore", "Stored", "Verified", "open_", "read", "receive"]

CHUNK = 1 << 18


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: hash, size in bytes, kind (a key of `KINDS`), MIME type, and the cleaned name."""

    hash: str
    size: int
    kind: str
    type: str
    name: str


class FileStore:
    """Bytes by their hash in a backend; `limit` is the largest file received, in bytes."""

    def __init__(self, backend: Backend, limit: int, algorithm: str = "sha256") -> None:
        self.backend = backend
        self.limit = limit
        self.algorithm = algorithm

    def receive(self, stream: _Readable, name: str, declared_type: str = "") -> Stored:
        """Keep the bytes of `stream`, if they are of a kind received.

        `declared_type` is the sender's MIME type, which may be empty. Raises `BadInput` (kind, name,
        size, a dangerous archive) and `Unavailable` (disk full or unwritable); nothing stays behind then.
        """
        cleaned = clean_name(name)
        try:
            with self._staged() as staged:
                digest, size = self._copy(stream, staged)
                kind = kind_by_content(_as_binary(staged), cleaned)
                if kind == "zip":
                    kind = kind_of_archive(_as_binary(staged), size)
                found = require_agreement(kind, cleaned, declared_type)
                require_size(_as_binary(staged), kind)
                os.fsync(staged.fileno())
                self.backend.keep(Path(staged.name), digest)
        except OSError as error:
            raise Unavailable(
                "files.disk",
                Text("文件未能保存，磁盘可能已满。", "The file could not be kept; the disk may be full."),
                hint=Text("请联系系统管理员，稍后再传。", "Tell the administrator, and try again later."),
            ) from error
        return Stored(digest, size, found.name, found.types[0], cleaned)

    @contextmanager
    def _staged(self) -> Iterator[IO[bytes]]:
        """A temporary file that is gone afterwards, whatever happened."""
        with tempfile.NamedTemporaryFile(dir=self.backend.staging(), delete=False) as staged:
            try:
                yield staged
            finally:
                Path(staged.name).unlink(missing_ok=True)

    def _copy(self, stream: _Readable, target: IO[bytes]) -> tuple[str, int]:
        """Hash and size of what was copied; stops at the limit, so that no sender can fill the disk."""
        sum_, size = hashlib.new(self.algorithm), 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > self.limit:
                limit = self.limit // (1024 * 1024)
                raise BadInput(
                    "files.size", Text(f"文件超过 {limit} MB。", f"The file is larger than {limit} MB.")
                )
            sum_.update(chunk)
            target.write(chunk)
        target.flush()
        if size == 0:
            raise BadInput("files.empty", Text("文件是空的。", "The file is empty."))
        return sum_.hexdigest(), size

    def open(self, digest: str) -> Verified:
        """A reader of the file that checks as it reads; raises `Missing`. Close it, or use `with`."""
        return Verified(self.backend.open(digest), digest, self.algorithm)

    def read(self, digest: str) -> bytes:
        """The whole file, verified; raises `Missing` or `Damaged`."""
        with self.open(digest) as reader:
            return b"".join(reader)


class Verified:
    """The chunks of one file, of which the last is given out only once the hash of all is right.

    So whoever reads to the end has what was received, and a damaged file is never whole in anyone's
    hands. Iterating raises `Damaged`.
    """

    def __init__(self, source: BinaryIO, digest: str, algorithm: str) -> None:
        self._source = source
        self._digest = digest
        self._algorithm = algorithm

    def __enter__(self) -> Verified:
        """The reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __iter__(self) -> Iterator[bytes]:
        """Chunks of the file; raises `Damaged` instead of giving the last one of a damaged file."""
        sum_ = hashlib.new(self._algorithm)
        held = self._source.read(CHUNK)
        while held:
            sum_.update(held)
            following = self._source.read(CHUNK)
            if not following and sum_.hexdigest() != self._digest:
                raise self._damaged()
            yield held
            held = following
        if sum_.hexdigest() != self._digest:  # an emptied file never entered the loop
            raise self._damaged()

    def close(self) -> None:
        """Close the underlying file."""
        self._source.close()

    def _damaged(self) -> Damaged:
        return Damaged(
            "files.damaged",
            Text("文件内容与其哈希值不符。", "The bytes kept do not match their hash."),
            hint=Text(
                "请勿继续使用，从备份恢复并报告系统管理员。",
                "Do not use it; tell the administrator to restore it from a backup.",
            ),
            data={"hash": self._digest},
        )


def _as_binary(staged: IO[bytes]) -> BinaryIO:
    assert isinstance(staged.name, str)
    return staged  # type: ignore[return-value]  # a temporary file is one, typeshed has it as IO


def _default() -> FileStore:
    """The store the settings describe."""
    return FileStore(
        FolderBackend(settings.DATA / "files"), settings.MAX_FILE_MB * 1024 * 1024, settings.HASH
    )


def receive(stream: _Readable, name: str, declared_type: str = "") -> Stored:
    """`FileStore.receive` on the store of the settings."""
    return _default().receive(stream, name, declared_type)


def open_(digest: str) -> Verified:
    """`FileStore.open` on the store of the settings."""
    return _default().open(digest)


def read(digest: str) -> bytes:
    """`FileStore.read` on the store of the settings."""
    return _default().read(digest)
