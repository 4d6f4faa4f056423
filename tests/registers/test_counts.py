"""Registers that count how often their items are named, and fields that name only some items."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.procedures import load_law
from yifa.procedures.folder import shipped

COUNTS = "counts:\n  events: {of: publicity.event/record, naming: case.law_listed, sum: sessions, without: [struck], least: yearly_sessions,"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("of: publicity.event/record|of: publicity.event/no_such_act", "no_such_act"),
        ("naming: case.law_listed|naming: case.no_such_fact", "no_such_fact"),
        ("sum: sessions|sum: evidence", "evidence"),
        ("least: yearly_sessions|least: owner", "owner"),
        ("least: yearly_sessions|most: owner", "owner"),
        ("of: publicity.event/record|of: publicity.event/record, standing: team", "exactly one of"),
    ],
)
def test_a_count_names_what_is_there_and_public(tmp_path: Path, words: str, told: str) -> None:
    before, after = words.split("|")
    base = shutil.copytree(shipped(), tmp_path / "law")
    path = base / "registers/kinds/law_owner.yaml"
    text = path.read_text(encoding="utf-8")
    assert COUNTS in text and before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_law(base)
    assert told in str(caught.value) and "law_owner.yaml" in str(caught.value)


def test_no_field_takes_the_name_of_the_key(tmp_path: Path) -> None:
    base = shutil.copytree(shipped(), tmp_path / "law")
    path = base / "registers/kinds/item_paper.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  service: {type: item", "  item: {type: item"), encoding="utf-8")
    with pytest.raises(LawError, match="不能再用这个名字") as caught:
        load_law(base)
    assert "item_paper.yaml" in str(caught.value)
