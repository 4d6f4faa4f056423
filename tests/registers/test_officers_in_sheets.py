"""An officer named by an item stands in a sheet by user name, and is read back so."""

from __future__ import annotations

from pathlib import Path

import pytest

from street import Sample
from yifa import clock
from yifa.docket.officers import actor_now
from yifa.files.sheets import read_rows
from yifa.procedures import Law
from yifa.registers.keeping import enter
from yifa.registers.reading import items
from yifa.registers.sheets import as_xlsx, import_sheet

pytestmark = pytest.mark.django_db


def test_officers_stand_by_user_name(law: Law, sample: Sample, tmp_path: Path) -> None:
    register, keeper = law.registers["enterprise"], actor_now(sample.id("luo"))
    values = {"name": "示例公司", "kind": "company", "address": "示例路1号", "official": str(sample.id("he"))}
    enter(law, register, keeper, "91990101MA0000001Y", values, clock.now())
    path = tmp_path / "企业.xlsx"
    path.write_bytes(as_xlsx(register, items(register)))
    header, row = list(read_rows(path))[:2]
    assert row[header.index("联系服务的干部")] == "he"
    assert import_sheet(law, register, keeper, path).same == 1
