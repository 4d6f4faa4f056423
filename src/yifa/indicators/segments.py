"""Acts as columns: immutable Parquet segments, each holding the acts since the one before it.

Rows leave the database in Arrow batches, DuckDB takes the public facts out of each entry and
writes a segment. A segment is never changed: corrections and revocations are later acts, and are
applied when figures are computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow
from django.conf import settings
from django.db import connection, transaction

from yifa.docket.roots import settled

__all__ = ["export", "folder", "segments", "watermark"]

SELECT = (
    "SELECT a.id AS act_id, a.case_id, a.seq, a.act, a.outcome, a.kind, a.at, a.recorded, a.entry, c.body_id, c.division, c.procedure, "
    "c.topic, CASE WHEN c.training THEN 1 ELSE 0 END AS training FROM docket_act a JOIN docket_case c ON c.id = a.case_id "
    "WHERE a.kind <> 'opening' AND a.id > {after} AND a.id <= {up_to} ORDER BY a.id"
)
BATCH = 50_000


def folder() -> Path:
    """Where the segments lie."""
    path = Path(settings.DATA) / "figures"
    path.mkdir(parents=True, exist_ok=True)
    return path


def segments() -> list[Path]:
    """Every segment, in order; names are `acts-<first>-<last>.parquet`."""
    return sorted(folder().glob("acts-*.parquet"))


def watermark() -> int:
    """The last act id that the segments cover."""
    return max((int(path.stem.rsplit("-", 1)[1]) for path in segments()), default=0)


COLUMNS = (
    "act_id",
    "case_id",
    "seq",
    "act",
    "outcome",
    "kind",
    "at",
    "recorded",
    "entry",
    "body_id",
    "division",
    "procedure",
    "topic",
    "training",
)
NUMBERS = {"act_id", "case_id", "seq", "body_id", "training"}


@contextmanager
def _batches(query: str) -> Iterator[Any]:
    """The rows of `query` as a reader of Arrow batches: by ADBC from PostgreSQL, by Django's own connection from SQLite.

    Never ADBC on SQLite: its driver brings a second copy of SQLite into the process, and two copies
    do not see each other's locks (sqlite.org/howtocorrupt.html, 2.2): the one that closes takes the other's
    write-ahead log away.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(query)
            yield pyarrow.RecordBatchReader.from_batches(SCHEMA, _fetched(cursor))
        return
    # Loaded only where it is used: the driver and what it brings take a second.
    arrow: Any = import_module("adbc_driver_postgresql.dbapi")
    with closing(arrow.connect(_address())) as source, closing(source.cursor()) as rows:
        rows.execute(query)
        yield rows.fetch_record_batch()


SCHEMA = pyarrow.schema(
    [(name, pyarrow.int64() if name in NUMBERS else pyarrow.string()) for name in COLUMNS]
)


def _fetched(cursor: Any) -> Iterator[Any]:
    """Arrow batches from a cursor, so that memory stays flat."""
    while rows := cursor.fetchmany(BATCH // 5):
        columns = zip(*rows, strict=True)
        yield pyarrow.record_batch(
            [pyarrow.array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)],
            SCHEMA,
        )


def _address() -> str:
    """The address of the PostgreSQL database Django uses."""
    s = connection.settings_dict
    user, password = quote(s["USER"], safe=""), quote(s["PASSWORD"], safe="")
    host = quote(s["HOST"] or "localhost", safe="")
    port = f":{s['PORT']}" if s["PORT"] else ""
    return f"postgresql://{user}{':' + password if password else ''}@{host}{port}/{s['NAME']}"


def _columns(fields: Iterable[str]) -> str:
    """One text column per public field any indicator reads, and one whole-number column beside it for sums."""
    parts = []
    for name in sorted(set(fields)):
        path = f"json_extract_string(entry, '$.form.{name}')"
        parts.append(f"{path} AS f_{name}, TRY_CAST({path} AS BIGINT) AS n_{name}")
    return "".join(f", {part}" for part in parts)


def export(fields: Iterable[str]) -> int:
    """Write the acts since the last segment as a new one; returns the new watermark.

    `fields` are the public fields to take out; a segment that lacks one of them is written again.
    """
    wanted = sorted(set(fields))
    _refresh(wanted)
    after = watermark()
    with transaction.atomic(), connection.cursor() as cursor:
        up_to = settled(cursor)
    if up_to <= after:
        return after
    target = folder() / f"acts-{after + 1:012d}-{up_to:012d}.parquet"
    partial = target.with_suffix(".partial")
    with _batches(SELECT.format(after=after, up_to=up_to)) as batches:
        _shape(batches, wanted, partial)
    partial.replace(target)
    return up_to


def _shape(batches: Any, fields: list[str], target: Path) -> None:
    """Let DuckDB take the facts out of the entries and write the segment."""
    with closing(duckdb.connect()) as engine:
        engine.execute("SET memory_limit = '300MB'; SET threads = 2; SET preserve_insertion_order = true")
        engine.register("batches", batches)
        engine.execute(
            "COPY (SELECT act_id, case_id, seq, body_id, division::VARCHAR AS division, procedure::VARCHAR AS procedure, act::VARCHAR AS act, "
            'outcome::VARCHAR AS outcome, kind::VARCHAR AS kind, topic::VARCHAR AS topic, training = 1 AS training, substr("at"::VARCHAR, 1, 10) AS "at", '
            "recorded, json_extract_string(entry, '$.valid') <> 'false' AS valid, "
            "CASE WHEN act = 'rectify' THEN json_extract_string(entry, '$.form.of') END AS corrects, "
            f"CASE WHEN act = 'rectify' THEN json_extract(entry, '$.form.fields')::VARCHAR END AS corrected{_columns(fields)} "
            f"FROM (SELECT * REPLACE (entry::VARCHAR AS entry) FROM batches)) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {BATCH})"
        )


def _refresh(fields: list[str]) -> None:
    """Remove segments made before an indicator asked for a new field; the docket still has everything."""
    kept = folder() / "fields.txt"
    known = kept.read_text(encoding="utf-8").split() if kept.exists() else []
    if not set(fields) <= set(known):
        for path in segments():
            path.unlink()
        kept.write_text("\n".join(fields), encoding="utf-8")
