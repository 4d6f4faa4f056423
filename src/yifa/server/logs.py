"""What is written down when something goes wrong: when, where in the code, at which address; never what someone typed.

An exception's own words and its variables may hold a name or a number, and so may the query of an address: neither is kept.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

__all__ = ["WithoutWords", "logging_for"]


class WithoutWords(logging.Formatter):
    """Moment, level, message; of an exception its kinds and the lines it came through, without its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The record; what another formatter made of its exception is not taken over."""
        record.exc_text = None
        words = super().format(record)
        record.exc_text = None
        return words

    def formatException(self, ei: Any) -> str:  # noqa: N802  # named by logging
        """The kinds of the exception and of those behind it, each with file, line and function."""
        lines, error = [], ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines += [
                f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def logging_for(data: Path) -> dict[str, Any]:
    """Errors on standard error and in `log/errors.log` of the data folder, kept to some megabytes."""
    folder = data / "log"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    words = "%(asctime)s %(levelname)s %(name)s %(message)s"
    file = {
        "class": "logging.handlers.RotatingFileHandler", "filename": str(folder / "errors.log"), "maxBytes": 5_000_000, "backupCount": 3,
        "delay": True, "encoding": "utf-8", "formatter": "plain", "level": "ERROR",
    }  # fmt: skip
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": "yifa.server.logs.WithoutWords", "format": words}},
        "handlers": {
            "screen": {"class": "logging.StreamHandler", "formatter": "plain", "level": "ERROR"},
            "file": file,
        },
        "root": {"handlers": ["screen", "file"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["screen", "file"], "level": "WARNING", "propagate": False},
            "django.server": {"handlers": ["screen"], "level": "ERROR", "propagate": False},
        },
    }
