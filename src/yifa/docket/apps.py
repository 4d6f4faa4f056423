"""The docket as a Django app."""

from django.apps import AppConfig


class DocketConfig(AppConfig):
    """Case covers, acts, terms, numbers: written only through this room's door."""

    name = "yifa.docket"
    label = "docket"
    verbose_name = "案卷 Docket"
