"""Bodies, officers and their posts, grants, parties, and the identity vault.

Models and what reads them are imported from their own modules, since Django must be set up before them.
"""

from yifa.people.families import is_pattern, matches, meet

__all__ = ["is_pattern", "matches", "meet"]
