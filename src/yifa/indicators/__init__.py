"""Figures from acts, each with its trace. Import the engine (`figures`, `compute`) only outside web processes."""

from .figure import Figure, Traced

__all__ = ["Figure", "Traced"]
