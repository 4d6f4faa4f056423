"""The examples of the reference load."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from yifa.indicators.loading import load_indicators
from yifa.procedures import Law
from yifa.procedures.folder import LawFolder

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "indicators.md"


def test_every_example_of_the_reference_loads(law: Law, tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.S)
    (tmp_path / "indicators").mkdir()
    for place, text in enumerate(examples):
        (tmp_path / "indicators" / f"zz_{place}.yaml").write_text(text, encoding="utf-8")
    found = load_indicators(replace(law, folder=LawFolder(law.folder.base, tmp_path)))
    assert sum(name.startswith("example_") for name in found) == 7
