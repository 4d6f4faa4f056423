"""Changes to the tables of this room."""
