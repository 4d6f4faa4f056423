"""`yifa coverage`: what the rows' files may not say, and what counts as evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from yifa.docket.world import the_law
from yifa.errors import LawError
from yifa.procedures.folder import LawFolder
from yifa.server.cli import yifa
from yifa.server.cli_coverage import every_command
from yifa.server.coverage.features import known_features
from yifa.server.coverage.results import read_results, standing, write_results
from yifa.server.coverage.rows import Row, read_rows

FIRST = "  - id: S-C01\n"
BY = '    by: [{act: penalty.summary/find}, {register: team}]\n    test: tests/coverage/test_x.py::test_c01\n'


@pytest.fixture(scope="module")
def features() -> Any:
    return known_features(the_law(), every_command(yifa))


@pytest.fixture
def folder(tmp_path: Path) -> LawFolder:
    """The rows alone, none of them shown yet."""
    base = the_law().folder.base
    for path in (base / "coverage").rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [("    by: []" if line.startswith("    by:") else line) for line in lines if not line.startswith(("    test:", "    lawful_part:"))]
        target = tmp_path / path.relative_to(base)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return LawFolder(tmp_path)


def edited(folder: LawFolder, old: str, new: str) -> LawFolder:
    path = folder.path("coverage/cuntan-2022.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (FIRST, "  - id: S-C01\n    note: x\n", "law.key"),
        (FIRST, "  - id: S-C02\n", "coverage.missing"),
        (FIRST, "  - id: S-X01\n", "law.value"),
        ("    by: []\n", BY.replace("register: team", "register: nothing"), "coverage.no_feature"),
        ("    by: []\n", BY.replace("summary/find", "summary/nothing"), "coverage.no_feature"),
        ("    by: []\n", BY.replace("register: team", "camera: face"), "law.key"),
        ("    by: []\n", BY.split("    test", maxsplit=1)[0], "coverage.half"),
        ("    by: []\n", BY.replace("tests/coverage/", "tests/web/"), "coverage.test"),
    ],
)
def test_what_a_file_of_rows_may_not_say_is_refused_with_file_and_line(folder: LawFolder, features: Any, old: str, new: str, code: str) -> None:
    with pytest.raises(LawError) as told:
        read_rows(edited(folder, old, new), features)
    assert told.value.code == code and "cuntan-2022.yaml:" in told.value.where


def test_a_source_in_several_files_is_read_as_one_and_each_file_says_whose_it_is(folder: LawFolder, features: Any) -> None:
    rows = read_rows(folder, features)
    numbers = [row.id for row in rows if row.source == "jiangbei-2024"]
    assert numbers == [f"S-J{n:02d}" for n in range(1, 94)]
    parts = sorted((folder.base / "coverage" / "jiangbei-2024").glob("*.yaml"))
    text = parts[1].read_text(encoding="utf-8")
    parts[1].write_text(text.replace("source: jiangbei-2024", "source: baiyunhu-2020"), encoding="utf-8")
    with pytest.raises(LawError) as told:
        read_rows(folder, features)
    assert told.value.code == "law.value" and f"{parts[1].name}:" in told.value.where
    parts[1].unlink()
    with pytest.raises(LawError) as told:
        read_rows(folder, features)
    assert told.value.code == "coverage.missing" and "S-J44" in told.value.text.en and "S-J43" not in told.value.text.en


def test_a_row_stands_in_one_file_of_its_source(folder: LawFolder, features: Any) -> None:
    parts = sorted((folder.base / "coverage" / "jiangbei-2024").glob("*.yaml"))
    (parts[0].parent / "4-again.yaml").write_text(parts[0].read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LawError) as told:
        read_rows(folder, features)
    assert told.value.code == "coverage.twice" and "4-again.yaml:" in told.value.where


def test_a_test_is_not_shared_by_two_rows(folder: LawFolder, features: Any) -> None:
    with pytest.raises(LawError) as told:
        read_rows(edited(edited(folder, "    by: []\n", BY), "    by: []\n", BY), features)
    assert told.value.code == "coverage.twice"


def found_of(row: Row, **words: Any) -> dict[str, Any]:
    whole = {"test": row.test, "digest": row.digest, "passed": True, "without": dict.fromkeys(map(str, row.by), True)}
    return {row.id: {**whole, **words}}


def test_a_row_works_only_when_its_test_passes_and_fails_without_each_feature(folder: LawFolder, features: Any) -> None:
    rows = read_rows(edited(folder, "    by: []\n", BY), features)
    for words, works in [({}, True), ({"passed": False}, False), ({"without": {}}, False), ({"without": {str(rows[0].by[0]): True, str(rows[0].by[1]): False}}, False)]:
        write_results(folder, rows, found_of(rows[0], **words))
        assert (standing(folder, rows, read_results(folder)).working == {"S-C01"}) is works


def test_evidence_that_is_not_there_is_told(folder: LawFolder, features: Any) -> None:
    rows = read_rows(edited(folder, "    by: []\n", BY), features)
    with pytest.raises(LawError):
        read_results(folder)
    results = {"law": "", "rows": {}}
    assert [problem.en for problem in standing(folder, rows, results).problems] == ["S-C01: there is no result of tests/coverage/test_x.py::test_c01."]
    results = {"law": "", "rows": found_of(rows[0], digest="another")}
    assert len(standing(folder, rows, results).problems) == 1
    results = {"law": "", "rows": {**found_of(rows[0]), "S-C02": {}}}
    assert [problem.en for problem in standing(folder, rows, results).problems] == ["'S-C02' of the results is no row."]


def test_the_command_counts_and_prints_json(folder: LawFolder) -> None:
    done = CliRunner().invoke(yifa, ["coverage", "--json"], catch_exceptions=False)
    data = orjson.loads(done.stdout)
    assert data["total"] == len(data["rows"]) == 346 and data["working"] == sum(row["works"] for row in data["rows"])
    assert {"id", "by", "test", "works"} == set(data["rows"][0])
