"""The Django application of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs and the outbox, under the label `jobs`."""

    name = "yifa.jobs"
    label = "jobs"
    verbose_name = "后台任务"
