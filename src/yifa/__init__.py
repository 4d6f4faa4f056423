"""Yifa (依法): law-bound work of local government, every figure traceable to its acts."""
