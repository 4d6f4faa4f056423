"""The docket as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class DocketConfig(AppConfig):
    """Case covers, acts, terms, numbers: written only through this room's door."""

    name = "yifa.docket"
    label = "docket"
    verbose_name = "案卷 Docket"

    def ready(self) -> None:
        """Register the periodic job."""
        import_module("yifa.docket.rooting")
