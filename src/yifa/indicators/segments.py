"""Acts as columns: immutable Parquet segments, each holding the acts since the one before it.

Rows leave the database through Django, DuckDB takes the public facts out of each entry, a few thousand at a
time, so that memory does not grow with the docket, and they make a segment: of the openings first (`cases-*`, and their parties, `parties-*`), then of the acts (`acts-*`), each act
with the facts of its case's cover that any indicator asks for, so that no figure has to join them. A segment is never
changed: corrections and revocations are later acts, and are applied when figures are computed.

Figures are looked at many times a day, and each look brings the acts since the last one. So that they do not come to lie in
thousands of files, a new segment takes in the small ones before it, and counts in their stead as soon as it is there; what was
taken in lies on for an hour, for whoever is still reading it.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from django.conf import settings
from django.db import connection, transaction

from yifa.docket.roots import settled

__all__ = ["KINDS", "Wanted", "export", "folder", "segments", "tidy", "watermark"]

SELECT = (
    "SELECT a.id AS act_id, a.case_id, a.seq, a.act, a.outcome, a.kind, a.at, a.recorded, a.entry, c.body_id, c.division, c.procedure, "
    "c.topic, CASE WHEN c.training THEN 1 ELSE 0 END AS training FROM docket_act a JOIN docket_case c ON c.id = a.case_id "
    "WHERE a.kind {kind} 'opening' AND a.id > {after} AND a.id <= {up_to} ORDER BY a.id"
)
PIECE = 4_096
"""Rows taken from the database, and apart, at a time."""
GROUP = 4
"""Pieces that make a group of rows of a segment: held in memory whole, with some hundreds of columns; but of many small groups, whoever
looks at a few columns reads little else than where they lie."""
AT_ONCE = 2 * PIECE
"""Acts that small segments may come to when an export takes them in again: someone waits for the page meanwhile."""
LARGE = 64 * PIECE
"""Acts that they may come to when nobody waits."""
LINGER = 3600
"""Seconds for which a segment lies on that another has taken in."""
KINDS = ("parties", "cases", "acts")
"""Kinds of segments; acts are written last and say how far an export is."""
NUMBER = "DECIMAL(18, 4)"
"""How a number that is summed is kept: exact, money in fen as much as square metres with their decimals."""
FORMAT = "format:3"
"""What the segments of today hold; those of another day are written again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the indicators ask for: public fields of acts, public facts of covers."""

    fields: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    sums: frozenset[str] = frozenset()
    """Those of `fields` that are added up: kept as numbers too."""

    def names(self) -> list[str]:
        """Every one of them, told apart."""
        fields = [f"f:{name}" for name in sorted(self.fields)]
        facts, sums = (
            (f"c:{name}" for name in sorted(self.facts)),
            (f"n:{name}" for name in sorted(self.sums)),
        )
        return [FORMAT, *fields, *facts, *sums]


def folder() -> Path:
    """Where the segments lie."""
    path = Path(settings.DATA) / "figures"
    path.mkdir(parents=True, exist_ok=True)
    return path


def segments(kind: str = "acts") -> list[Path]:
    """Every segment of a kind (`acts`, `cases`, `parties`) that counts, in order; names are `<kind>-<first>-<last>.parquet`."""
    return [path for path, by in _all(kind) if by is None]


def _all(kind: str) -> Iterator[tuple[Path, Path | None]]:
    """Every segment of a kind in order, with the one that took it in, if any. Of two, one holds the other or they are apart."""
    counts: Path | None = None
    for path in sorted(
        folder().glob(f"{kind}-*.parquet"), key=lambda path: (_span(path)[0], -_span(path)[1])
    ):
        if counts is not None and _span(path)[1] <= _span(counts)[1]:
            yield path, counts
        else:
            counts = path
            yield path, None


def _span(path: Path) -> tuple[int, int]:
    """The first and last act id that a segment covers."""
    _, first, last = path.stem.split("-")
    return int(first), int(last)


def watermark() -> int:
    """The last act id that the segments cover."""
    return max((_span(path)[1] for path in segments()), default=0)


COLUMNS = {
    "act_id": "BIGINT", "case_id": "BIGINT", "seq": "BIGINT", "act": "VARCHAR", "outcome": "VARCHAR", "kind": "VARCHAR", "at": "VARCHAR",
    "recorded": "VARCHAR", "entry": "VARCHAR", "body_id": "BIGINT", "division": "VARCHAR", "procedure": "VARCHAR", "topic": "VARCHAR",
    "training": "BIGINT",
}  # fmt: skip
"""What `SELECT` gives, as the engine takes it."""
LOAD = "CREATE OR REPLACE TABLE piece AS SELECT " + ", ".join(
    f'unnest(${place}::{kind}[]) AS "{name}"' for place, (name, kind) in enumerate(COLUMNS.items(), start=1)
)


@contextmanager
def _pieces(query: str) -> Iterator[Iterator[list[tuple[Any, ...]]]]:
    """The rows of `query`, some thousand at a time, through Django's own connection.

    Never through a driver of the engine's: on SQLite it brings a second copy of SQLite into the process, and two copies
    do not see each other's locks (sqlite.org/howtocorrupt.html, 2.2): the one that closes takes the other's
    write-ahead log away.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        yield iter(lambda: cursor.fetchmany(PIECE), [])


@contextmanager
def _alone() -> Iterator[None]:
    """Only one process writes segments at a time: two that overlap would count acts twice."""
    with (folder() / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def export(wanted: Wanted) -> int:
    """Write the acts since the last segment as new ones; returns the new watermark.

    `wanted` is what to take out of the entries; segments that lack some of it are written again.
    """
    with _alone():
        _refresh(wanted)
        after = watermark()
        with transaction.atomic(), connection.cursor() as cursor:
            up_to = settled(cursor)
        if up_to > after:
            _write(wanted, _taking_in(after, up_to, AT_ONCE), up_to)
        _sweep()
        return max(after, up_to)


def tidy(wanted: Wanted) -> None:
    """Make few large segments of many small ones, newest first: for when nobody waits for a figure."""
    with _alone():
        _refresh(wanted)
        if every := segments():
            first, last = _span(every[-1])
            after = _taking_in(first - 1, last, LARGE)
            if after < first - 1:
                _write(wanted, after, last)
        _sweep()


def _taking_in(after: int, up_to: int, most: int) -> int:
    """After which act a segment up to `up_to` begins: from the earliest on that is no larger than all that follow it.

    So each that is left is larger than all after it, or near `most`: few are left, and an act is written again but a few times.
    """
    begin = after
    for first, last in reversed([_span(path) for path in segments()]):
        if up_to - first >= most:
            break
        if last <= after and last - first < up_to - last:
            begin = first - 1
    return begin


def _sweep() -> None:
    """Remove what was taken in long enough ago."""
    for kind in KINDS:
        for path, by in list(_all(kind)):
            if by is not None and time.time() - by.stat().st_mtime > LINGER:
                path.unlink()


def _write(wanted: Wanted, after: int, up_to: int) -> None:
    """Openings first, acts last: the acts' segments say how far the export is."""
    reach = watermark()
    for path in (path for kind in KINDS[:2] for path, _ in list(_all(kind)) if _span(path)[1] > reach):
        path.unlink()  # left by an export that was killed before its acts were there
    with closing(duckdb.connect()) as engine:
        engine.execute("SET memory_limit = '160MB'; SET threads = 1; SET preserve_insertion_order = true")
        engine.execute(f"SET temp_directory = '{_quoted(folder() / 'spill')}'")
        for kind, write in (("=", _write_cases), ("<>", _write_acts)):
            with _pieces(SELECT.format(kind=kind, after=after, up_to=up_to)) as pieces:
                write(engine, wanted, pieces, f"{after + 1:012d}-{up_to:012d}")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _copy(engine: Any, query: str, name: str) -> Path:
    """Write what a query gives as a segment that is there whole or not at all."""
    target = folder() / f"{name}.parquet"
    partial = target.with_suffix(".partial")
    how = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP * PIECE})"
    engine.execute(f"COPY ({query}) TO '{_quoted(partial)}' {how}")
    partial.replace(target)
    return target


def _each(engine: Any, pieces: Iterator[list[tuple[Any, ...]]], query: str, name: str) -> Path:
    """Write what a query makes of every piece (the table `piece` in it) as one segment: what is held at a time is a group, however long the docket."""
    target = folder() / f"{name}.parquet"
    partial = target.with_suffix(".partial")
    parquet: Any = import_module("pyarrow.parquet")
    engine.execute(LOAD, [[] for _ in COLUMNS])
    empty = engine.sql(query).to_arrow_table()  # without any row, the segment still has its columns
    with closing(parquet.ParquetWriter(partial, empty.schema, compression="zstd")) as segment:
        while group := [_made(engine, rows, query) for rows in islice(pieces, GROUP)]:
            segment.write_table(pyarrow.concat_tables(group))
    partial.replace(target)
    return target


def _made(engine: Any, rows: list[tuple[Any, ...]], query: str) -> Any:
    """What the query makes of these rows, as an Arrow table."""
    engine.execute(LOAD, [list(column) for column in zip(*rows, strict=True)])
    return engine.sql(query).to_arrow_table()


ROW = 'act_id, case_id, seq, body_id, division, procedure, topic, training = 1 AS training, substr("at", 1, 10) AS "at"'
PARTIES = (
    "SELECT act_id, case_id, role, party->>'$.key' AS key, coalesce(party->>'$.identity', '') AS identity, "
    "coalesce(party->>'$.party_id', '') AS party_id FROM (SELECT act_id, case_id, role, "
    "unnest(json_extract(parties, '$.\"' || role || '\"')::JSON[]) AS party FROM "
    "(SELECT act_id, case_id, parties, unnest(json_keys(parties)) AS role FROM read_parquet('{cases}')))"
)


def _write_cases(engine: Any, wanted: Wanted, pieces: Iterator[list[tuple[Any, ...]]], span: str) -> None:
    """The openings: each case with the facts of its cover, and a row for each of its parties."""
    names, source = sorted(wanted.facts), "piece"
    if names:  # all facts in one look at the entry, as below
        paths = ", ".join(f"'$.case.{name}'" for name in names)
        source = f"(SELECT *, json_extract_string(entry, [{paths}]) AS found FROM piece)"
    facts = "".join(f", found[{place}] AS c_{name}" for place, name in enumerate(names, start=1))
    query = f"SELECT {ROW}, json_extract(entry, '$.parties')::VARCHAR AS parties{facts} FROM {source}"
    cases = _each(engine, pieces, query, f"cases-{span}")
    _copy(engine, PARTIES.format(cases=_quoted(cases)), f"parties-{span}")


ACT = (
    f'{ROW}, act, outcome, kind, recorded, "at" AS moment, '
    "json_extract_string(entry, '$.version') AS version, "
    "json_extract_string(entry, '$.valid') <> 'false' AS valid, "
    "coalesce(nullif(json_extract_string(entry, '$.party'), ''), json_extract_string(entry, '$.joined.key')) AS party, "
    "json_extract(entry, '$.joined')::VARCHAR AS joined, "
    "CASE WHEN act = 'rectify' THEN json_extract_string(entry, '$.form.of') END AS corrects, "
    "CASE WHEN act = 'rectify' THEN json_extract(entry, '$.form.fields')::VARCHAR END AS corrected"
)


def _write_acts(engine: Any, wanted: Wanted, pieces: Iterator[list[tuple[Any, ...]]], span: str) -> None:
    """The acts: a text column for each public field asked for, a number column beside it for sums, and the facts of the case."""
    # All fields in one look at the entry: a look for each is hundreds of readings of the same text, and of memory.
    names = sorted(wanted.fields)
    paths = ", ".join(f"'$.form.{name}'" for name in names)
    columns, source = [ACT], "piece"
    if names:
        source = f"(SELECT *, json_extract_string(entry, [{paths}]) AS found FROM piece)"
    for place, name in enumerate(names, start=1):
        columns.append(f"found[{place}] AS f_{name}")
        if name in wanted.sums:
            columns.append(f"TRY_CAST(found[{place}] AS {NUMBER}) AS n_{name}")
    if wanted.facts:
        facts = ", ".join(f"c_{name}" for name in sorted(wanted.facts))
        mine = "case_id IN (SELECT case_id FROM piece)"
        files = ", ".join(f"'{_quoted(path)}'" for path in segments("cases"))
        covers = f"(SELECT case_id, {facts} FROM read_parquet([{files}]) WHERE {mine})"
        source, columns = f"{source} LEFT JOIN {covers} USING (case_id)", [*columns, facts]
    _each(engine, pieces, f"SELECT {', '.join(columns)} FROM {source}", f"acts-{span}")


def _refresh(wanted: Wanted) -> None:
    """Remove segments made before an indicator asked for something new; the docket still has everything."""
    kept = folder() / "fields.txt"
    known = kept.read_text(encoding="utf-8").split() if kept.exists() else []
    if not set(wanted.names()) <= set(known):
        for path in (path for kind in KINDS for path, _ in list(_all(kind))):
            path.unlink()
        kept.write_text("\n".join(wanted.names()), encoding="utf-8")
