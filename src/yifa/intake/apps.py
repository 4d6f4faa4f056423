"""The Django application of this room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Receipts of what came in, under the label `intake`."""

    name = "yifa.intake"
    label = "intake"
    verbose_name = "受理"
