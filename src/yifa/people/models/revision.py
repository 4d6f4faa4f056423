"""One number that changes whenever anything that decides who may act changes.

Database triggers move it (see migration 0003), so that no way of writing passes it by. The docket
reads it with every case and keeps officers in memory only as long as it stands still: a certificate
revoked counts from the next act on, in every process.
"""

from __future__ import annotations

from django.db import models

__all__ = ["Revision"]


class Revision(models.Model):
    """The only row of its table; `n` grows."""

    n = models.BigIntegerField()
