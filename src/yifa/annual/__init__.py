"""Statutory reports that write themselves from the docket: built, frozen, replayed."""
