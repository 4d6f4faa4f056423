"""The revision of the people register, moved by triggers on every table that decides who may act."""

from typing import Any

from django.db import migrations, models

TABLES = {
    "people_holding": "",
    "people_certificate": "",
    "people_deputy": "",
    "people_post": "",
    "people_recusal": "",
    # A sign-in writes last_login: that is no change of who may act.
    "people_officer": "is_active, name, body_id",
}
BUMP = "UPDATE people_revision SET n = n + 1"


def add(apps: Any, schema_editor: Any) -> None:
    """Insert the row and the triggers."""
    schema_editor.execute("INSERT INTO people_revision (id, n) VALUES (1, 1)")
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(
            "CREATE FUNCTION people_bump() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {BUMP}; RETURN NULL; END $$"
        )
    for table, columns in TABLES.items():
        of = f" OF {columns}" if columns else ""
        for word, event in (("insert", "INSERT"), ("update", f"UPDATE{of}"), ("delete", "DELETE")):
            name = f"{table}_revision_{word}"
            call = "FOR EACH STATEMENT EXECUTE FUNCTION people_bump()"
            body = call if postgres else f"FOR EACH ROW BEGIN {BUMP}; END"
            schema_editor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} {body}")


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for word in ("insert", "update", "delete"):
            on = f" ON {table}" if postgres else ""
            schema_editor.execute(f"DROP TRIGGER {table}_revision_{word}{on}")
    if postgres:
        schema_editor.execute("DROP FUNCTION people_bump()")


class Migration(migrations.Migration):
    """One table of one row, and its triggers."""

    dependencies = [("people", "0002_constraints")]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(add, remove),
    ]
