"""The tables of this room."""

# Django reads these lists from the class

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RenderedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_id", models.BigIntegerField()),
                ("seq", models.IntegerField()),
                ("document", models.CharField(max_length=60)),
                ("kind", models.CharField(choices=[("pdf", "PDF"), ("docx", "Word")], max_length=4)),
                ("file_hash", models.CharField(max_length=64)),
                ("template_version", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "seq", "document", "kind", "content_hash"), name="rendered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "docx"])), name="rendered_kind"
                    ),
                ],
            },
        ),
    ]
