"""Yifa beside the bare limit: what an act costs, and what the same rows cost written by hand."""
