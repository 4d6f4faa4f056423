"""What an author shows rounded, and the reasons given to what was found before publication."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("annual", "0003_periods")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Rounded",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figure", models.CharField(max_length=120)),
                ("exact", models.CharField(max_length=40)),
                ("shown", models.CharField(max_length=60)),
                (
                    "passage",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="rounded", to="annual.passage"),
                ),
            ],
            options={"indexes": [models.Index(fields=["figure"], name="rounded_figure")]},
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("report", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=7)),
                ("body_id", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=500)),
                ("answered_by", models.BigIntegerField()),
                ("answered_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["body_id", "period", "report"], name="answer_of")]},
        ),
    ]
