"""A process that performs acts on a real database and says each one aloud once it is acknowledged.

Run as `python -m hard.worker FILE PLACE STEP`: lives PLACE, PLACE + STEP, … until it is killed. A line is
`case seq hash`.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
django.setup()

from yifa.docket.cases import open_case  # noqa: E402  # models need Django set up first
from yifa.docket.door import Receipt, perform  # noqa: E402  # models need Django set up first
from yifa.docket.world import the_law  # noqa: E402  # models need Django set up first


def say(line: str) -> None:
    """One line, flushed: from here on what it says must never be lost."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def acknowledge(receipt: Receipt) -> int:
    """Say what was done; the case."""
    say(f"{receipt.case_id} {receipt.seq} {receipt.hash}")
    return receipt.case_id


def main() -> None:
    """Lives of cases, one after the other."""
    clerk, lives = pickle.loads(Path(sys.argv[1]).read_bytes())
    the_law()
    say("ready")
    for life in lives[int(sys.argv[2]) :: int(sys.argv[3])]:
        case_id = acknowledge(open_case(life.cover, life.acts[0], clerk))
        for command in life.acts[1:]:
            acknowledge(perform(case_id, command, clerk))
    say("done")


if __name__ == "__main__":
    main()
