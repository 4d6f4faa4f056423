"""The Django application of this room."""

from importlib import import_module

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """The watch over terms; its periodic jobs are registered when the application is loaded."""

    name = "yifa.deadlines"
    label = "deadlines"
    verbose_name = "期限"

    def ready(self) -> None:
        """Register the jobs."""
        import_module("yifa.deadlines.watchman")
