"""The audit of one report: read it, ask every rule, and put the gravest finding first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .figure import GRADES, Figure, Finding
from .reading import Reader
from .report import Report
from .rules import RULES

__all__ = ["Audit", "audit"]


@dataclass(frozen=True, slots=True)
class Audit:
    """What was read in a report and what does not hold."""

    text: str
    figures: list[Figure]
    findings: list[Finding]
    year: int | None

    def as_data(self) -> dict[str, Any]:
        """The audit as JSON-ready data."""
        return {
            "year": self.year,
            "figures": [f.as_data() for f in self.figures],
            "findings": [f.as_data() for f in self.findings],
        }


def audit(reader: Reader, text: str, before: str | None = None) -> Audit:
    """Audit a text; `before` is the text of last year's report."""
    earlier = Report(reader.read(before), reader.words) if before is not None else None
    report = Report(reader.read(text), reader.words, earlier)
    findings = [finding for rule in RULES.values() for finding in rule(report)]
    findings.sort(
        key=lambda finding: (GRADES.index(finding.grade), finding.places[0] if finding.places else (0, 0))
    )
    return Audit(text, report.figures, findings, report.year)
