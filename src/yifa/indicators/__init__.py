"""Figures from acts, each with its trace. Import the engine (`figures`, `compute`) only outside web processes."""

from .figure import Figure

__all__ = ["Figure"]
