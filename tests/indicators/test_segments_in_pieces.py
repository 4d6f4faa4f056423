"""A docket of any length is exported in pieces of a few rows; the segments hold the same as if it had been one."""

from __future__ import annotations

import duckdb
import pytest
from indicator_samples import activity

from street import Sample
from yifa.indicators import segments
from yifa.indicators.compute import wanted
from yifa.indicators.loading import load_indicators
from yifa.procedures import Law


@pytest.fixture
def busy(standing: Sample) -> Sample:
    """A street with a dozen cases of two kinds, some with parties."""
    for people in range(10, 70, 10):
        activity(standing, "drill", people)
    standing.decided()
    standing.decided()
    return standing


def written(law: Law, rows: int, pieces: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[object, ...]]]:
    """Every kind of segment, exported anew with so many rows to a piece and pieces to a group of rows."""
    monkeypatch.setattr(segments, "PIECE", rows)
    monkeypatch.setattr(segments, "GROUP", pieces)
    for path in segments.folder().glob("*"):
        path.unlink()
    segments.export(wanted(load_indicators(law).values()))
    return {
        kind: duckdb.sql(f"SELECT * FROM read_parquet('{segments.folder()}/{kind}-*.parquet') ORDER BY ALL").fetchall()
        for kind in segments.KINDS
    }


def groups() -> int:
    """How many groups of rows the acts' segments have."""
    count = f"SELECT count(DISTINCT (file_name, row_group_id)) FROM parquet_metadata('{segments.folder()}/acts-*.parquet')"
    return int(duckdb.sql(count).fetchall()[0][0])


def test_what_is_exported_in_pieces_is_what_is_exported_whole(law: Law, busy: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(law, 4096, 4, monkeypatch)
    assert groups() == 1 and len(whole["cases"]) >= 8 and len(whole["parties"]) >= 2 and len(whole["acts"]) >= 12
    assert written(law, 2, 1, monkeypatch) == whole and groups() == -(-len(whole["acts"]) // 2)
    assert written(law, 2, 3, monkeypatch) == whole and groups() == -(-len(whole["acts"]) // 6)
