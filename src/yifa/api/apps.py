"""The room as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Keeps the answers of idempotent requests."""

    name = "yifa.api"
    label = "api"
