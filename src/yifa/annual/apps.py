"""The Django application of this room."""

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    """Frozen reports, under the label `annual`."""

    name = "yifa.annual"
    label = "annual"
    verbose_name = "年度报告 Annual reports"
