"""The law as shipped, loaded once in a process, for every test that goes through all of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from yifa.procedures import load_law
from yifa.statutes.remembering import remembering

__all__ = ["LAW"]

with remembering(Path(os.environ.get("YIFA_DATA") or tempfile.gettempdir()) / "tests.law.read"):
    LAW = load_law()
