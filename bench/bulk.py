"""The bulk path: acts a second on one core, with the verdicts of the door; and where the time goes."""

from __future__ import annotations

import cProfile
import pstats
from statistics import median

from django.db import connection

from yifa.docket.bulk import bulk

from .measure import Row, timed
from .street import lives, make_street

__all__ = ["run"]

ROUNDS, LIVES = 5, 1500
SHARES = {
    "verdicts": ("procedures/judge.py", "judge"),
    "folding": ("procedures/fold.py", "fold"),
    "sealing": ("people/vault.py", "prepare_rows"),
    "rows and hashes": ("docket/bulk.py", "_rows"),
    "writing cases, acts, terms": ("docket/store.py", "copy_rows"),
    "writing the vault": ("people/vault.py", "insert_rows"),
}


def run() -> list[Row]:
    """Acts a second, and the share of each part by the profiler."""
    street = make_street()
    clerk = street.cast["officers"]["zhang"].pk
    ready = [list(lives(street, LIVES)) for _ in range(ROUNDS + 2)]
    acts = sum(len(life.acts) for life in ready[0])
    bulk(ready[-1], clerk)
    rounds = [timed(lambda some=some: bulk(some, clerk)) for some in ready[:ROUNDS]]
    rate = acts / median(rounds)
    profile = cProfile.Profile()
    profile.enable()
    bulk(ready[-2], clerk)
    profile.disable()
    spent = {key: value[3] for key, value in pstats.Stats(profile).stats.items()}  # type: ignore[attr-defined]
    whole = max(spent.values())
    parts = {
        name: sum(t for (file, _, function), t in spent.items() if file.endswith(path) and function == wanted)
        / whole
        for name, (path, wanted) in SHARES.items()
    }
    listed = ", ".join(
        f"{name} {share:.0%}" for name, share in sorted(parts.items(), key=lambda item: -item[1])
    )
    spread = f"({acts / max(rounds):,.0f}–{acts / min(rounds):,.0f})"
    return [
        Row(
            "bulk",
            f"{connection.vendor}: acts a second",
            f"{rate:,.0f} {spread}",
            "≥ 20,000",
            f"profiled: {listed}",
        )
    ]
