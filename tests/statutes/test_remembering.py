"""Parsed files are kept only as long as they are the files that were parsed, and only to spare time."""

from __future__ import annotations

from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.procedures import load_law
from yifa.statutes import read_yaml
from yifa.statutes.remembering import remembering


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    kept, file = tmp_path / "law.read", tmp_path / "one.yaml"
    file.write_text("name: 一\n", encoding="utf-8")
    with remembering(kept):
        assert read_yaml(file).data == {"name": "一"}
    file.write_text("name: 另一个\n", encoding="utf-8")
    with remembering(kept):
        assert read_yaml(file).data == {"name": "另一个"}
    assert read_yaml(file).line("name") == 1


@pytest.mark.parametrize("content", [b"", b"not a pickle", b"\x80\x05N."])
def test_what_is_kept_may_be_gone_or_damaged(tmp_path: Path, content: bytes) -> None:
    kept, file = tmp_path / "law.read", tmp_path / "one.yaml"
    kept.write_bytes(content)
    file.write_text("a: 1\n", encoding="utf-8")
    with remembering(kept):
        assert read_yaml(file).data == {"a": 1}


def test_a_broken_file_is_refused_each_time(tmp_path: Path) -> None:
    kept, file = tmp_path / "law.read", tmp_path / "one.yaml"
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LawError), remembering(kept):
            read_yaml(file)


def test_the_law_is_the_same_from_memory(tmp_path: Path) -> None:
    kept = tmp_path / "law.read"
    with remembering(kept):
        first = load_law()
    with remembering(kept):
        second = load_law()
    assert first.versions.keys() == second.versions.keys() and kept.stat().st_mode & 0o077 == 0
