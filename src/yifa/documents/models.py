"""Which files were made of which documents. What was issued, and when, only the docket says."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["RenderedFile"]


class RenderedFile(models.Model):
    """One rendering of the document that entry `seq` of case `case_id` issued.

    `document` is its name in the procedure; `content_hash` is the one the act pinned, and `file_hash`
    names the bytes. A rendering is kept and never made again to verify.
    """

    case_id = models.BigIntegerField()
    seq = models.IntegerField()
    document = models.CharField(max_length=60)
    kind = models.CharField(max_length=4, choices=[("pdf", "PDF"), ("docx", "Word")])
    file_hash = models.CharField(max_length=64)
    template_version = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)

    class Meta:
        """A document of an entry is kept once of each kind and content."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case_id", "seq", "document", "kind", "content_hash"], name="rendered_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["pdf", "docx"]), name="rendered_kind"),
        ]

    def __str__(self) -> str:
        """Case, entry and document."""
        return f"{self.case_id}/{self.seq} {self.document}.{self.kind}"
