"""Read the quantities of any report and say what does not hold."""

from .figure import Figure, Finding
from .reading import Read, Reader
from .words import Words

__all__ = ["Figure", "Finding", "Read", "Reader", "Words"]
