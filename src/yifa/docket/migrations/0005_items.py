"""An item of a register is found by its key: an index over register cases only, so that no other case pays for it."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Plain SQL: the same partial index on both databases."""

    dependencies = [("docket", "0004_referrals")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX case_item ON docket_case (procedure, topic) WHERE substr(procedure, 1, 9) = 'register.'",
            "DROP INDEX case_item",
        )
    ]
