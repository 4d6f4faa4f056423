"""A store in a folder of its own."""

from pathlib import Path

import pytest

from yifa.files import FileStore, FolderBackend


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def store(root: Path) -> FileStore:
    return FileStore(FolderBackend(root), limit=1024 * 1024)
