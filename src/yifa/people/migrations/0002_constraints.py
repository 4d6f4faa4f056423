"""What every row must satisfy, and how rows are found."""

# Django reads these lists from the class

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="body_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("kind", "number"), name="certificate_once"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="certificate_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="certificate_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.UniqueConstraint(fields=("body", "name", "valid_from"), name="office_once"),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="office_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_office__isnull", False), ("from_officer", None)),
                    models.Q(("from_office", None), ("from_officer__isnull", False)),
                    _connector="OR",
                ),
                name="handover_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_officer__isnull", False), ("to_office__isnull", False), _connector="OR"
                ),
                name="handover_to_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="handover_grounded"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["body", "kind"], name="people_post_body_id_12e117_idx"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="post_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="holding_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("post__isnull", False), ("principal", None)),
                    models.Q(("post", None), ("principal__isnull", False)),
                    _connector="OR",
                ),
                name="deputy_for_officer_or_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("principal", None),
                    models.Q(("principal", models.F("officer")), _negated=True),
                    _connector="OR",
                ),
                name="deputy_for_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="deputy_grounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="deputy_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case_ref", ""), _negated=True), ("party__isnull", False), _connector="OR"
                ),
                name="recusal_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("granted", None)),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("granted__isnull", False),
                        models.Q(("decided_by", models.F("officer")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recusal_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="recusal_grounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="recusal_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="vaultitem",
            index=models.Index(fields=["owner_kind", "subject"], name="people_vaul_owner_k_5a3acb_idx"),
        ),
        migrations.AddConstraint(
            model_name="vaultitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at", None), ("erasure_ground", "")),
                    models.Q(("erased_at__isnull", False), models.Q(("erasure_ground", ""), _negated=True)),
                    _connector="OR",
                ),
                name="vault_erased_with_ground",
            ),
        ),
        migrations.AddIndex(
            model_name="viewlog",
            index=models.Index(fields=["officer", "at"], name="people_view_officer_380392_idx"),
        ),
        migrations.AddConstraint(
            model_name="viewlog",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="view_with_reason"
            ),
        ),
    ]
