"""All indicators over 100 k, 1 M and 10 M acts of a street's whole year, beside one scan of the columns they use; export apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median

import duckdb
from django.db import connection

from yifa.docket.world import the_law
from yifa.indicators import segments
from yifa.indicators.compute import Engine, Question, compute, wanted
from yifa.indicators.loading import load_indicators
from yifa.server.yearbooks.replay import replay

from .measure import Row, timed

__all__ = ["run"]

BOOK, ROUNDS = "tanggu-2023", 5
SIZES = (100_000, 1_000_000, 10_000_000)
PLAIN = (
    "at",
    "act",
    "outcome",
    "kind",
    "procedure",
    "valid",
    "body_id",
    "division",
    "training",
    "case_id",
    "seq",
)


def run() -> list[Row]:
    """The year of a street again and again, each time other cases: figures beside a scan, as a ratio."""
    law = the_law()
    replay(law, BOOK)
    indicators = load_indicators(law)
    asked = wanted(indicators.values())
    exported = timed(lambda: segments.export(asked))
    first = {kind: segments.segments(kind)[0] for kind in segments.KINDS}
    acts = duckdb.sql(f"SELECT COUNT(*) FROM '{first['acts']}'").fetchall()[0][0]
    rows = [Row("figures", f"{connection.vendor}: export", f"{acts / exported:,.0f} acts/s")]
    question = Question(date(2023, 1, 1), date(2023, 12, 31), None, None, None)
    columns = [
        *PLAIN,
        *(f"f_{n}" for n in sorted(asked.fields)),
        *(f"n_{n}" for n in sorted(asked.sums)),
        *(f"c_{n}" for n in sorted(asked.facts)),
    ]
    copies, shift = 1, segments.watermark()
    for size in SIZES:
        while copies * acts < size:
            _again(first, copies * shift)
            copies += 1
        ours, scan = [], []
        for _ in range(ROUNDS):  # by turns, so that both meet the same machine
            ours.append(timed(lambda: compute(Engine(law, None), indicators, question, ids=False)))
            scan.append(timed(lambda: _scan(columns)))
        found = [o / s for o, s in zip(ours, scan, strict=True)]
        rows.append(
            Row(
                "figures",
                f"{len(indicators)} indicators over {copies * acts:,} acts",
                f"{median(found):.2f} × scan ({min(found):.2f}–{max(found):.2f})",
                "≤ 3 ×" if size == SIZES[-1] else "",
                f"{median(ours):.2f} s beside {median(scan):.2f} s",
            )
        )
    return rows


def _again(first: dict[str, Path], by: int) -> None:
    """The same year once more, of other cases: every id moved by so much."""
    with duckdb.connect() as engine:
        for kind, path in first.items():
            low, high = (int(part) + by for part in path.stem.split("-")[1:])
            moved = f"SELECT * REPLACE (case_id + {by} AS case_id, act_id + {by} AS act_id) FROM '{path}'"
            target = path.with_name(f"{kind}-{low:012d}-{high:012d}.parquet")
            engine.execute(
                f"COPY ({moved}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {segments.GROUP * segments.PIECE})"
            )


def _scan(columns: list[str]) -> None:
    """One pass over the columns the indicators use, every value read."""
    with duckdb.connect() as engine:
        engine.execute("SET memory_limit = '300MB'; SET threads = 2")
        files = f"read_parquet('{segments.folder()}/acts-*.parquet')"
        described = engine.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {files})")
        kinds = dict(described.fetchall())
        # A sum reads every value; a maximum could be had from the segments' own statistics.
        read = {"VARCHAR": 'sum(strlen("{0}"))', "BOOLEAN": 'count_if("{0}")'}
        parts = ", ".join(read.get(kinds[name], 'sum("{0}")').format(name) for name in columns)
        engine.execute(f"SELECT {parts} FROM {files}").fetchall()
