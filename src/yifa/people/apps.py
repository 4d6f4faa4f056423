"""The Django application of this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Bodies, officers, parties and the vault, under the label `people`."""

    name = "yifa.people"
    label = "people"
    verbose_name = "机构与人员"
