"""Makes the street in a fresh database and writes lawful lives for the workers to perform.

Run as `python -m hard.prepare FILE NUMBER`.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # models need Django set up first

from street import make_sample  # noqa: E402  # models need Django set up first
from yifa.docket.bulk import Life  # noqa: E402  # models need Django set up first
from yifa.docket.world import the_law  # noqa: E402  # models need Django set up first


def main() -> None:
    """Migrate, make the street, write the lives."""
    call_command("migrate", verbosity=0, interactive=False)
    sample = make_sample()
    values = {"violation": "littering", "party": "person", "fine": 50, "tier": "light"}
    lives = sample.lives(the_law(), "summary_penalty", int(sys.argv[2]), values)
    short = [Life(life.cover, list(life.acts)[:6]) for life in lives]
    Path(sys.argv[1]).write_bytes(pickle.dumps((sample.id("zhang"), short)))


if __name__ == "__main__":
    main()
