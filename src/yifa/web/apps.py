"""The Django application of this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, under the label `web`."""

    name = "yifa.web"
    label = "web"
    verbose_name = "页面 Pages"
