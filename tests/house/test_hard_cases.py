"""Each of the sixteen hard cases names tests and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def test_every_hard_case_names_what_carries_it() -> None:
    lines = (HOUSE / "docs/why/hard-cases.md").read_text(encoding="utf-8").splitlines()
    rows = {int(found[1]): line for line in lines if (found := re.match(r"\| (\d+) \|", line))}
    assert sorted(rows) == list(range(1, 17))
    for number, row in rows.items():
        named = re.findall(r"`((?:tests|law)/[^`]+)`", row)
        assert named, f"hard case {number} names nothing"
        for each in named:
            path, _, test = each.partition("::")
            assert (HOUSE / path).exists(), each
            assert not test or f"def {test}(" in (HOUSE / path).read_text(encoding="utf-8"), each
