"""The fields under which procedures are listed: every shipped one has a field, a new one is found without any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.procedures import Law
from yifa.procedures.areas import OTHER, by_field
from yifa.procedures.folder import LawFolder
from yifa.procedures.register import FAMILY


def newest(law: Law) -> list[str]:
    return [family for family in law.families if not family.startswith(FAMILY)]


def test_every_procedure_of_the_shipped_law_stands_under_one_field_with_a_name(law: Law) -> None:
    fields = by_field(law, [law.families[family][-1] for family in newest(law)])
    assert OTHER not in fields
    assert sorted(p.family for each in fields.values() for p in each) == sorted(newest(law))


def with_file(law: Law, folder: Path, text: str) -> Law:
    (folder / "procedures").mkdir()
    (folder / "procedures" / "areas.yaml").write_text(text, encoding="utf-8")
    return replace(law, folder=LawFolder(law.folder.base, folder))


def test_what_no_field_holds_is_listed_last_as_other(law: Law, tmp_path: Path) -> None:
    changed = with_file(law, tmp_path, "fields:\n  - {title: {zh: 处罚, en: Penalties}, areas: [penalty]}\n")
    fields = by_field(changed, [law.families["grid.event"][-1], law.families["penalty.ordinary"][-1]])
    assert [title.zh for title in fields] == ["处罚", "其他"]


@pytest.mark.parametrize("areas", ["[penalty, penalty]", "[penalties]"])
def test_an_area_named_twice_or_of_which_there_is_no_procedure_is_refused_with_its_line(
    law: Law, tmp_path: Path, areas: str
) -> None:
    changed = with_file(
        law, tmp_path, f"fields:\n  - title: {{zh: 处罚, en: Penalties}}\n    areas: {areas}\n"
    )
    with pytest.raises(LawError, match=r"areas\.yaml:3"):
        by_field(changed, ())
