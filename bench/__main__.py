"""`python -m bench [PART …] [--cases N] [--json]`: the parts on the database that YIFA_DATABASE names."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module

import django
from django.core.management import call_command

PARTS = ("decision", "act", "life", "bulk", "listing", "figures", "http")


def main() -> None:
    """Set up an empty database, run the parts one after another, print what each found."""
    asked = argparse.ArgumentParser(prog="bench")
    asked.add_argument("parts", nargs="*", help=" ".join(PARTS))
    asked.add_argument("--cases", type=int, default=100_000, help="cases of the full docket")
    asked.add_argument("--json", action="store_true")
    words = asked.parse_args()
    if unknown := set(words.parts) - set(PARTS):
        asked.error(f"no such part: {', '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    for name in words.parts or PARTS:
        part = import_module(f"bench.{name}")
        rows = part.run(words.cases) if name in ("life", "listing") else part.run()
        for row in rows:
            line = (
                json.dumps(row.as_data(), ensure_ascii=False)
                if words.json
                else f"{row.part:<9} {row.what:<46} {row.value:<28} {row.target:<12} {row.beside}"
            )
            print(line, flush=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
