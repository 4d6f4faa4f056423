"""The record of administration, which the database itself keeps as it was written."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MESSAGE = "the record of administration is never changed or deleted"


def add(apps: Any, schema_editor: Any) -> None:
    """Insert the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION people_record_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER people_record_fixed BEFORE UPDATE OR DELETE ON people_adminrecord "
            "FOR EACH ROW EXECUTE FUNCTION people_record_fixed()"
        )
        return
    for word in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER people_record_no_{word.lower()} BEFORE {word} ON people_adminrecord "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER people_record_fixed ON people_adminrecord")
        schema_editor.execute("DROP FUNCTION people_record_fixed()")
        return
    for word in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER people_record_no_{word}")


class Migration(migrations.Migration):
    """The table and its triggers."""

    dependencies = [
        ("people", "0004_party_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdminRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=100)),
                ("change", models.CharField(max_length=24)),
                ("facts", models.JSONField(default=dict)),
                ("ground", models.CharField(max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admin_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["officer", "at"], name="people_admi_officer_7eb817_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                        ),
                        name="admin_record_grounded",
                    )
                ],
            },
        ),
        migrations.RunPython(add, remove),
    ]
