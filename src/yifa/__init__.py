"""Yifa (依法): law-bound work of local government, every figure traceable to its acts."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("yifa")
