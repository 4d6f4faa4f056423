"""Reports are made for a period: a year as before, or a month."""

from typing import Any

from django.db import migrations, models


def _of_years(apps: Any, schema_editor: Any) -> None:
    for name in ("FrozenReport", "Passage"):
        model = apps.get_model("annual", name)
        for year in model.objects.values_list("year", flat=True).distinct():
            model.objects.filter(year=year).update(period=str(year))


class Migration(migrations.Migration):
    dependencies = [("annual", "0002_passages")]

    operations = [
        migrations.AddField("frozenreport", "period", models.CharField(max_length=7, default="")),
        migrations.AddField("passage", "period", models.CharField(max_length=7, default="")),
        migrations.RunPython(_of_years, migrations.RunPython.noop),
        migrations.RemoveConstraint("frozenreport", "report_version"),
        migrations.RemoveIndex("passage", "passage_of"),
        migrations.RemoveField("frozenreport", "year"),
        migrations.RemoveField("passage", "year"),
        migrations.AlterField("frozenreport", "period", models.CharField(max_length=7)),
        migrations.AlterField("passage", "period", models.CharField(max_length=7)),
        migrations.AddConstraint(
            "frozenreport",
            models.UniqueConstraint(fields=["report", "period", "body_id", "version"], name="report_version"),
        ),
        migrations.AddIndex(
            "passage", models.Index(fields=["body_id", "period", "report"], name="passage_of")
        ),
    ]
