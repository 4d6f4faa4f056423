"""The watch over terms: near, overdue, silent, moved by a new calendar."""
