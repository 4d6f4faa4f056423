"""Checks of year books: rows that cannot be read are refused with file and line; intervals are what rounding means; a tiny book is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from yifa.errors import LawError
from yifa.procedures import Law
from yifa.procedures.folder import LawFolder
from yifa.server.yearbooks.checks import Row, read_checks

WHY = {"zh": "年份", "en": "a year"}
GOOD: list[dict[str, Any]] = [
    {"n": 1, "says": "2023年", "value": 2023, "is": "date", "why": WHY},
    {"n": 2, "says": "2件", "value": 2, "figure": "grid_filed"},
    {"n": 3, "says": "1件", "value": 1, "figure": "grid_filed", "period": "2023-06"},
    {"n": 4, "says": "3件", "value": 3, "why": WHY},
]
FAULTY: dict[str, dict[str, Any]] = {
    "a gap": {"n": 3},
    "no such figure": {"figure": "unicorns"},
    "no such period": {"period": "2023-13"},
    "an unknown word": {"over": 3},
    "no figure and no reason": {"figure": None},
    "no count and yet a figure": {"is": "date", "why": WHY},
}


def overlay(folder: Path, rows: list[dict[str, Any]], book: str = "tiny") -> Path:
    """A law folder of a tiny book and its checks."""
    checks = folder / "years" / "checks"
    checks.mkdir(parents=True)
    (checks / "report.yaml").write_text(json.dumps({"source": "report", "book": book, "rows": rows}), encoding="utf-8")
    months = [0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    group = {"script": "grid_closed", "title": WHY | {"zh": "示例"}, "months": months, "values": {"category": "city"}}
    decoy = {**group, "title": {"zh": "上年", "en": "Before"}, "year": 2022, "decoy": {"zh": "另一年", "en": "another year"}}
    tiny = {"book": "tiny", "title": {"zh": "小", "en": "Tiny"}, "about": {"zh": "小", "en": "Tiny"}, "year": 2023, "street": "990202001",
            "name": "龙门", "locality": "binhai-example", "groups": [group, decoy]}  # fmt: skip
    (folder / "years" / "tiny.yaml").write_text(json.dumps(tiny), encoding="utf-8")
    return folder


@pytest.mark.parametrize("fault", FAULTY)
def test_a_row_that_cannot_be_read_is_refused_with_file_and_line(law: Law, tmp_path: Path, fault: str) -> None:
    rows = [GOOD[0], {key: value for key, value in {**GOOD[1], **FAULTY[fault]}.items() if value is not None}]
    folder = LawFolder(law.folder.base, overlay(tmp_path, rows))
    with pytest.raises(LawError) as told:
        read_checks(replace(law, folder=folder))
    assert "report.yaml:" in str(told.value)


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [({}, 450, 451), ({"below": 460}, 459, 460), ({"below": 460, "from": 440}, 440, 439), ({"above": 450}, 451, 450), ({"from": 400}, 1000, 399)],
)
def test_a_rounded_figure_is_an_interval(words: dict[str, Any], inside: float, outside: float) -> None:
    row = Row.model_validate({"n": 1, "says": "450", "value": 450, "figure": "x", **words})
    assert row.holds(inside) and not row.holds(outside) and not row.holds(None)


@pytest.mark.once
def test_a_tiny_book_is_checked_in_a_folder_of_its_own(tmp_path: Path) -> None:
    environment = {**os.environ, "YIFA_LAW": str(overlay(tmp_path / "law", GOOD)), "YIFA_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "yifa.server", "yearbook", "tiny", "--check", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [(row["n"], row["ours"], row["equal"]) for row in rows] == [(1, None, None), (2, 2, True), (3, 1, True), (4, None, False)]
