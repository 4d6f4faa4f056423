"""The Django application of this room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Received files, under the label `files`."""

    name = "yifa.files"
    label = "files"
    verbose_name = "文件"
