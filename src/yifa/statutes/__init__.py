"""What is cited: instruments, their versions, their articles, in force on a day or not."""

from yifa.statutes.reading import Document, read_yaml

__all__ = ["Document", "read_yaml"]
