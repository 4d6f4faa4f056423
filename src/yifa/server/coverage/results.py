"""What the last run of the rows' tests found, shipped beside the rows; evidence of something else is no evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from yifa.errors import LawError, Text
from yifa.procedures.folder import LawFolder

from .rows import Row

__all__ = ["RESULTS", "Standing", "law_hash", "read_results", "standing", "write_results"]

RESULTS = "coverage/results.json"
"""Where the results lie in the law folder."""
Results = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the rows: which work, what evidence is not there, whether the law has changed since it was tested."""

    rows: tuple[Row, ...]
    working: frozenset[str]
    problems: tuple[Text, ...]
    stale: bool

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        rows = [
            {"id": row.id, "by": list(map(str, row.by)), "test": row.test or None, "works": row.id in self.working}
            for row in self.rows
        ]  # fmt: skip
        problems = [problem.as_data() for problem in self.problems]
        return {
            "total": len(rows),
            "working": len(self.working),
            "rows": rows,
            "problems": problems,
            "law_changed_since": self.stale,
        }


def law_hash(base: Path) -> str:
    """One hash over what the tests stand on: procedures, registers, indicators."""
    running = hashlib.sha256()
    for name in ("procedures", "registers", "indicators"):
        for path in sorted(path for path in (base / name).rglob("*") if path.is_file()):
            running.update(
                f"{path.relative_to(base).as_posix()}\n".encode() + hashlib.sha256(path.read_bytes()).digest()
            )
    return running.hexdigest()


def read_results(folder: LawFolder) -> Results:
    """The results as shipped. Raises `LawError` where there are none or they cannot be read."""
    path = folder.path(RESULTS)
    expected = "./run coverage"
    try:
        found: Results = orjson.loads(path.read_bytes())
    except FileNotFoundError as problem:
        raise LawError(
            "coverage.no_results",
            Text("没有测试结果。", "There are no results of tests."),
            where=str(path),
            expected=expected,
        ) from problem
    except orjson.JSONDecodeError as problem:
        raise LawError(
            "coverage.results",
            Text("测试结果无法读取。", "The results cannot be read."),
            where=str(path),
            expected=expected,
        ) from problem
    return found


def write_results(folder: LawFolder, rows: Iterable[Row], found: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write what a run found beside what is still evidence of other rows; rows not run this time keep theirs. Returns the file."""
    path = folder.path(RESULTS)
    kept = read_results(folder)["rows"] if path.exists() else {}
    known = {row.id: row for row in rows}
    merged = {
        name: each
        for name, each in {**kept, **found}.items()
        if name in known and each["digest"] == known[name].digest
    }
    # A line for each row, so that two hands' results can be merged and a change be read.
    lines = ",\n".join(
        f"{orjson.dumps(name).decode()}: {orjson.dumps(merged[name]).decode()}" for name in sorted(merged)
    )
    path.write_text(f'{{"law": "{law_hash(folder.base)}", "rows": {{\n{lines}\n}}}}\n', encoding="utf-8")
    return path


def standing(folder: LawFolder, rows: Iterable[Row], results: Results) -> Standing:
    """Hold the rows against the results: a row works where its test passed, and failed without each of its features."""
    rows, tested = tuple(rows), results["rows"]
    working, problems = set(), []
    for row in rows:
        if not row.test:
            continue
        found = tested.get(row.id)
        if found is None or found["digest"] != row.digest:
            problems.append(_no_evidence(row, found))
        elif found["passed"] and all(found["without"].get(str(feature)) is True for feature in row.by):
            working.add(row.id)
    known = {row.id for row in rows if row.test}
    problems += [
        Text(f"结果中的“{name}”不是任何一行。", f"'{name}' of the results is no row.")
        for name in sorted(set(tested) - known)
    ]
    return Standing(rows, frozenset(working), tuple(problems), results["law"] != law_hash(folder.base))


def _no_evidence(row: Row, found: Mapping[str, Any] | None) -> Text:
    if found is None:
        return Text(f"{row.id}：没有“{row.test}”的结果。", f"{row.id}: there is no result of {row.test}.")
    return Text(f"{row.id}：结果出自改动以前。", f"{row.id}: its result is from before the row was changed.")
