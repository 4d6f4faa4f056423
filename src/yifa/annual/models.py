"""Reports as frozen: the canonical figures and text, never changed; a correction is a new version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["Answer", "FrozenReport", "Passage", "Rounded"]


class FrozenReport(models.Model):
    """One frozen version of one report for a period (`2023`, `2023-06`); `content` is canonical JSON and `hash` its SHA-256."""

    report = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    body_id = models.BigIntegerField()
    version = models.IntegerField()
    content = models.TextField()
    hash = models.CharField(max_length=64)
    watermark = models.BigIntegerField()
    root = models.CharField(max_length=64)
    changes = models.TextField()
    frozen_by = models.BigIntegerField()
    frozen_at = models.DateTimeField()

    class Meta:
        """Versions of a body's report for a period are numbered."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "period", "body_id", "version"], name="report_version"),
        ]

    def __str__(self) -> str:
        """Report, period and version."""
        return f"{self.report} {self.period} v{self.version}"


class Passage(models.Model):
    """One text of one passage of a report's draft. Never changed: a new text is a new row."""

    report = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    body_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    text = models.TextField()
    written_by = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        """The texts of a report are found in the order they were written."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body_id", "period", "report"], name="passage_of")
        ]

    def __str__(self) -> str:
        """Report, period and passage."""
        return f"{self.report} {self.period} {self.key}"


class Rounded(models.Model):
    """A figure that a text of a passage shows rounded: the exact value when it was saved, and what is shown. Who and when stand with the text."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="rounded")
    figure = models.CharField(max_length=120)
    exact = models.CharField(max_length=40)
    shown = models.CharField(max_length=60)

    class Meta:
        """Found by the figure, whose page says so."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["figure"], name="rounded_figure")]

    def __str__(self) -> str:
        """What is shown for what."""
        return f"{self.figure} {self.exact} → {self.shown}"


class Answer(models.Model):
    """The reason why something found before publication stays in a report. `digest` names the finding, never the word; never changed."""

    LONGEST = 500

    report = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    body_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=LONGEST)
    answered_by = models.BigIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        """The answers of a report are found in the order they were given."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body_id", "period", "report"], name="answer_of")
        ]

    def __str__(self) -> str:
        """Report, period and reason."""
        return f"{self.report} {self.period} {self.reason}"
