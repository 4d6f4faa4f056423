"""The database itself refuses to change or delete an act: a second lock behind the door."""

from typing import Any

from django.db import migrations

MESSAGE = "an act is never changed or deleted"


def add(apps: Any, schema_editor: Any) -> None:
    """Insert the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION docket_act_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER docket_act_fixed BEFORE UPDATE OR DELETE ON docket_act "
            "FOR EACH ROW EXECUTE FUNCTION docket_act_fixed()"
        )
        return
    for word in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER docket_act_no_{word.lower()} BEFORE {word} ON docket_act "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER docket_act_fixed ON docket_act")
        schema_editor.execute("DROP FUNCTION docket_act_fixed()")
        return
    for word in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER docket_act_no_{word}")


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = [("docket", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
