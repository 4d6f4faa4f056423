"""One number that changes whenever anything that decides who may act changes.

Database triggers move it (see migrations 0003 and 0006), so that no way of writing passes it by. The docket
reads it with every case and keeps officers in memory only as long as it stands still, and the interface its tokens: a certificate
or token revoked counts from the next act on, in every process.
"""

from __future__ import annotations

from django.db import connection, models

__all__ = ["Revision", "current_revision"]


class Revision(models.Model):
    """The only row of its table; `n` grows."""

    n = models.BigIntegerField()


def current_revision() -> int:
    """The revision as it stands; one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM people_revision")
        return int(cursor.fetchone()[0])
