"""Where bytes are kept: the interface, and the folder that is its default."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from yifa.errors import Missing, Text

__all__ = ["Backend", "FolderBackend"]


class Backend(Protocol):
    """What a store of bytes must do. A digest is 64 hexadecimal characters in lower case."""

    def staging(self) -> Path:
        """An existing folder on this machine for files on their way in."""

    def keep(self, staged: Path, digest: str) -> None:
        """Make the staged file the lasting content of `digest`. What is kept already stays as it is."""

    def open(self, digest: str) -> BinaryIO:
        """The bytes of `digest`, unverified; raises `Missing`."""

    def digests(self) -> list[str]:
        """Every digest kept, sorted."""


class FolderBackend:
    """A folder: `ab/cd/abcd…`, each file durable before it has its name, and read-only after."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def staging(self) -> Path:
        """`incoming` under the root, so that a rename never crosses a file system."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def sweep(self, before: datetime) -> int:
        """Remove what a killed process left in staging, if last written before `before`; how many."""
        left = [path for path in self.staging().iterdir() if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def keep(self, staged: Path, digest: str) -> None:
        """Link the staged file under its digest. A link, unlike a rename, never replaces what is there."""
        target = self._path(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.chmod(0o440)
        try:
            os.link(staged, target)
        except FileExistsError:
            return
        for folder in (target.parent, target.parent.parent, self.root):
            _flush_folder(folder)

    def open(self, digest: str) -> BinaryIO:
        """The kept file; raises `Missing`."""
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError as error:
            raise Missing("files.missing", Text("没有这个文件。", "There is no such file.")) from error

    def digests(self) -> list[str]:
        """Every digest kept, by walking the folder."""
        return sorted(path.name for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"))

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise Missing("files.missing", Text("文件标识无效。", "This names no file."))
        return self.root / digest[:2] / digest[2:4] / digest


def _flush_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
