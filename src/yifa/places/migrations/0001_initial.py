"""The tables of this room."""

# Django reads these lists from the class

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("level", models.CharField(max_length=16)),
                ("layer", models.CharField(max_length=24)),
                ("path", models.CharField(max_length=200, unique=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("geometry", models.JSONField(blank=True, null=True)),
                ("west", models.FloatField(blank=True, null=True)),
                ("south", models.FloatField(blank=True, null=True)),
                ("east", models.FloatField(blank=True, null=True)),
                ("north", models.FloatField(blank=True, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.division",
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="Overlap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("share", models.DecimalField(decimal_places=6, max_digits=7)),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="places.division",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.division"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="division",
            index=models.Index(fields=["layer", "level"], name="places_divi_layer_47081a_idx"),
        ),
        migrations.AddConstraint(
            model_name="division",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="division_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="overlap",
            constraint=models.UniqueConstraint(fields=("division", "other"), name="overlap_once"),
        ),
        migrations.AddConstraint(
            model_name="overlap",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="overlap_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="overlap",
            constraint=models.CheckConstraint(
                condition=models.Q(("division", models.F("other")), _negated=True), name="overlap_of_two"
            ),
        ),
    ]
