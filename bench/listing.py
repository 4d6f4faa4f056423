"""A filtered page of 50 within a permission scope, among many cases, beside a read by primary key."""

from __future__ import annotations

import random
from statistics import median

from django.db import connection

from yifa import clock
from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import Case
from yifa.people.actors import actor_for
from yifa.people.scopes import scope_for

from .full import filled
from .measure import Row, percentile, timed
from .street import make_street

__all__ = ["run"]

CALLS = 400


def run(cases: int) -> list[Row]:
    """p99 of a page and of a read, by turns; the pages as the desk, a handler and an office ask for them."""
    street = make_street()
    filled(street, cases)
    known = Case.objects.count()
    ids = list(Case.objects.values_list("pk", flat=True)[:5000])
    reads = []
    rows = []
    asked = {
        "open, by due day": Filters(ended=False),
        "open, one procedure, due before": Filters(
            ended=False, procedure="penalty.summary", due_before="2027-01-01"
        ),
        "open, one community": Filters(ended=False, division=street.communities[0]),
    }
    for who in ("zhang", "liu"):
        scope = scope_for(actor_for(street.cast["officers"][who].pk, clock.now()), "see")
        for name, filters in asked.items():
            pages = []
            for _ in range(CALLS):
                reads.append(timed(lambda: _read(random.choice(ids))))  # not a secret
                pages.append(timed(lambda f=filters, s=scope: list_cases(s, f)))
            ratio = percentile(pages, 0.99) / percentile(reads[-CALLS:], 0.99)
            rows.append(
                Row(
                    "listing",
                    f"{connection.vendor}: {who}, {name}, {known:,} cases",
                    f"p99 {percentile(pages, 0.99) * 1e3:.2f} ms",
                    "≤ 10 ×",
                    f"{ratio:.1f} × a read; median {median(pages) * 1e3:.2f} ms",
                )
            )
    rows.append(
        Row(
            "listing",
            f"{connection.vendor}: read by key",
            f"p99 {percentile(reads, 0.99) * 1e3:.3f} ms",
            "",
            f"median {median(reads) * 1e3:.3f} ms",
        )
    )
    return rows


def _read(case_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, number, procedure, title, stage, ended, next_due FROM docket_case WHERE id = %s",
            [case_id],
        )
        cursor.fetchone()
