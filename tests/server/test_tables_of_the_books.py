"""The printed tables of the year books whose figures come from few cases: those cases replayed, every relation of the table proved.

Every table of every book: `yifa yearbook --all --check --tables`, which replays whole years and takes minutes.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from remembered import remembered_cast
from street import RECORDING
from yifa.annual.build import build
from yifa.docket.bulk import bulk
from yifa.indicators.figures import figures_between
from yifa.people.models import Body
from yifa.procedures import Law
from yifa.server.yearbooks.lives import Street, lives_of
from yifa.server.yearbooks.reading import read_book, read_script
from yifa.server.yearbooks.replay import GRID_WORKERS, OFFICERS

FEW = 1000
"""How many cases a group may have to be replayed here."""


def replayed(law: Law, book: str, scripts: set[str]) -> Any:
    """The groups of a book with these scripts on the sample street; the body whose report they go into, and the year."""
    read = read_book(law.folder, book)
    cast = remembered_cast("990101001")
    street = cast["divisions"]["990101001"]
    places = tuple(sorted(d.path for d in cast["divisions"].values() if d.parent_id == street.pk))
    known, first, lives = Street(cast, OFFICERS, GRID_WORKERS, places, RECORDING), 0, []
    for group in (each for each in read.groups if each.script in scripts):
        assert sum(group.months) < FEW
        lives += lives_of(read, group, read_script(law.folder, group.script), known, law.calendar, first)
        first += sum(group.months)
    _, rejected = bulk(lives, cast["officers"]["feng"].pk)
    assert not rejected, rejected[0].error
    return Body.objects.get(pk=cast["bodies"]["street"].pk), str(read.year)


@pytest.mark.parametrize(
    ("book", "scripts", "report", "table", "cells"),
    [
        ("cuntan-2022", {"norm_registered", "norm_listed", "norm_unlisted", "norm_not_normative"}, "information_disclosure", "foi_published",
         {"foi_documents_issued": 2, "foi_documents_in_force": 2, "foi_documents_amended": 0}),
        ("jiangbei-2024", {"district_pool_officer", "district_pool_officer_removed", "district_team"}, "enforcement_data", "enforcement_certificates",
         {"enforcement_staff_listed": 809, "enforcement_staff": 822}),
    ],
)  # fmt: skip
def test_a_table_of_a_book_balances(
    db: None, fresh_data: Any, law: Law, book: str, scripts: set[str], report: str, table: str, cells: dict[str, int]
) -> None:
    body, year = replayed(law, book, scripts)
    made = build(law, year, body.pk, partial(figures_between, law), report=report)
    assert {name: made.figures[name].value for name in cells if name in made.figures} == cells
    assert made.grids[table].faults() == []


def test_an_amendment_is_published_but_no_document_more(standing: Any, law: Law) -> None:
    read, script = read_book(law.folder, "cuntan-2022"), read_script(law.folder, "norm_registered")
    group = next(each for each in read.groups if each.script == "norm_registered")
    amending = script.model_copy(update={"case": {**script.case, "aim": "amend"}})
    lives = [life for one in (script, amending) for life in lives_of(read, group, one, standing.street, law.calendar, 0)]
    _, rejected = bulk(lives, standing.id("feng"))
    assert not rejected, rejected[0].error
    body = Body.objects.get(pk=standing.street.cast["bodies"]["street"].pk)
    made = build(law, "2022", body.pk, partial(figures_between, law), report="information_disclosure", also=["normative_docs_issued"])
    assert [made.figures[name].value for name in ("foi_documents_issued", "foi_documents_amended", "normative_docs_issued")] == [1, 1, 2]
