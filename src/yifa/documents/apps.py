"""The Django application of this room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Rendered documents, under the label `documents`."""

    name = "yifa.documents"
    label = "documents"
    verbose_name = "文书"
