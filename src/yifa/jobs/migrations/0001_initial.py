"""The tables of this room."""

# Django reads these lists from the class

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=160, null=True)),
                ("payload", models.TextField()),
                ("state", models.CharField(max_length=8)),
                ("run_at", models.CharField(max_length=32)),
                ("period", models.IntegerField()),
                ("attempts", models.IntegerField()),
                ("lease", models.CharField(max_length=32)),
                ("leased_until", models.CharField(max_length=32)),
                ("created", models.CharField(max_length=32)),
                ("finished", models.CharField(max_length=32)),
                ("error", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["run_at", "id"], name="job_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "leased")), fields=["leased_until"], name="job_leased"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("key",), name="job_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=120)),
                ("body", models.TextField()),
                ("created", models.CharField(max_length=32)),
                ("sent", models.CharField(max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("sent", "")), fields=["id"], name="outbox_unsent")
                ],
            },
        ),
    ]
