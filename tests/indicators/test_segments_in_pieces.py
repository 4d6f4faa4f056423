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


def written(law: Law, rows: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[object, ...]]]:
    """Every kind of segment, exported anew with so many rows to a piece."""
    monkeypatch.setattr(segments, "GROUP", rows)
    for path in segments.folder().glob("*"):
        path.unlink()
    segments.export(wanted(load_indicators(law).values()))
    return {
        kind: duckdb.sql(f"SELECT * FROM read_parquet('{segments.folder()}/{kind}-*.parquet') ORDER BY ALL").fetchall()
        for kind in segments.KINDS
    }


def test_what_is_exported_in_pieces_is_what_is_exported_whole(law: Law, busy: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, pieces = (written(law, rows, monkeypatch) for rows in (4096, 2))
    assert whole == pieces and len(whole["cases"]) >= 8 and len(whole["parties"]) >= 2 and len(whole["acts"]) >= 12
