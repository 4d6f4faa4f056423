"""Year books: a scripted year of synthetic acts, replayed through the real door under the law of its time.

A book (`law/years/<name>.yaml`) says how many cases of each script fall in each month, with which
values; a script (`law/years/scripts/<name>.yaml`) is the life of one case, act by act. A book names no total and reads
no target: the sums come out, or they do not. Replaying is entering paper cases later: legal time
lies in the book's year, recorded time is now, and every entry says so.
"""

from .reading import Book, books, read_book
from .replay import Summary, replay

__all__ = ["Book", "Summary", "books", "read_book", "replay"]
