"""The Django application of this room."""

from importlib import import_module

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    """Frozen reports, under the label `annual`; the room vouches for the versions that `report.statutory` hands in and publishes."""

    name = "yifa.annual"
    label = "annual"
    verbose_name = "年度报告 Annual reports"

    def ready(self) -> None:
        """Vouch for the versions of reports at the docket's door."""
        publishing = import_module("yifa.annual.publishing")  # models need Django set up first
        publishing.stand_at_the_door()
