"""The Django application of this room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Divisions and grids, under the label `places`."""

    name = "yifa.places"
    label = "places"
    verbose_name = "区划与网格"
