"""The tables of this room."""

# Django reads these lists from the class

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("kind", models.CharField(max_length=8)),
                ("name_ref", models.CharField(blank=True, max_length=64)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["hash"], name="file_hash")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_not_empty")
                ],
            },
        ),
    ]
