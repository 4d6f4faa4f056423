"""All indicators over 100 k, 1 M and 10 M acts, beside one scan of the columns they use; export apart."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import islice
from statistics import median

import duckdb
from django.db import connection

from yifa.docket.bulk import bulk
from yifa.docket.world import the_law
from yifa.indicators import segments
from yifa.indicators.compute import Engine, Question, compute, wanted
from yifa.indicators.loading import load_indicators

from .measure import Row, timed
from .street import lives, make_street

__all__ = ["run"]

LIVES, ROUNDS = 14_000, 5
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
    """The segment of a filled docket, multiplied: figures beside a scan, as a ratio."""
    street = make_street()
    clerk = street.cast["officers"]["zhang"].pk
    bulk(islice(lives(street, LIVES, acts=8), LIVES), clerk)
    law = the_law()
    indicators = load_indicators(law)
    asked = wanted(indicators.values())
    exported = timed(lambda: segments.export(asked))
    (first,) = segments.segments()
    acts = duckdb.sql(f"SELECT COUNT(*) FROM '{first}'").fetchall()[0][0]
    rows = [Row("figures", f"{connection.vendor}: export", f"{acts / exported:,.0f} acts/s")]
    question = Question(date(2023, 1, 1), date(2023, 12, 31), None, None, None)
    columns = ", ".join(
        [
            *PLAIN,
            *(f"f_{n}" for n in sorted(asked.fields)),
            *(f"n_{n}" for n in sorted(asked.sums)),
            *(f"c_{n}" for n in sorted(asked.facts)),
        ]
    )
    copies = 1
    for size in SIZES:
        while copies * acts < size:
            copies += 1
            shutil.copy(
                first, first.with_name(f"acts-{copies * 10**9:012d}-{copies * 10**9 + acts:012d}.parquet")
            )
        ours = [
            timed(lambda: compute(Engine(law, None), indicators, question, ids=False)) for _ in range(ROUNDS)
        ]
        scan = [timed(lambda: _scan(columns)) for _ in range(ROUNDS)]
        found = [o / s for o, s in zip(ours, scan, strict=True)]
        rows.append(
            Row(
                "figures",
                f"{len(indicators)} indicators over {copies * acts:,} acts",
                f"{median(found):.2f} × scan ({min(found):.2f}–{max(found):.2f})",
                "≤ 3 ×",
                f"{median(ours):.2f} s beside {median(scan):.2f} s",
            )
        )
    return rows


def _scan(columns: str) -> None:
    """One pass over the columns the indicators use, every value read."""
    with duckdb.connect() as engine:
        engine.execute("SET memory_limit = '300MB'; SET threads = 2")
        path = f"{segments.folder()}/acts-*.parquet"
        kinds = dict(
            engine.execute(
                f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('{path}'))"
            ).fetchall()
        )
        # A sum reads every value; a maximum could be had from the segments' own statistics.
        read = {"VARCHAR": 'sum(strlen("{0}"))', "BOOLEAN": 'count_if("{0}")'}
        parts = ", ".join(read.get(kinds[name], 'sum("{0}")').format(name) for name in columns.split(", "))
        engine.execute(f"SELECT {parts} FROM read_parquet('{segments.folder()}/acts-*.parquet')").fetchall()
