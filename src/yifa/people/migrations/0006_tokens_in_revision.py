"""Tokens move the revision too, so that one kept in memory ends with it."""

from typing import Any

from django.db import migrations

BUMP = "UPDATE people_revision SET n = n + 1"
EVENTS = ("INSERT", "UPDATE", "DELETE")


def add(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; on PostgreSQL they call the function of migration 0003."""
    postgres = schema_editor.connection.vendor == "postgresql"
    body = (
        "FOR EACH STATEMENT EXECUTE FUNCTION people_bump()" if postgres else f"FOR EACH ROW BEGIN {BUMP}; END"
    )
    for event in EVENTS:
        name = f"people_token_revision_{event.lower()}"
        schema_editor.execute(f"CREATE TRIGGER {name} AFTER {event} ON people_token {body}")


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    on = " ON people_token" if schema_editor.connection.vendor == "postgresql" else ""
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER people_token_revision_{event.lower()}{on}")


class Migration(migrations.Migration):
    """Three triggers."""

    dependencies = [("people", "0005_admin_record")]

    operations = [migrations.RunPython(add, remove)]
