"""Pages for people: the desk, the case, the act, the figure, the report, the law. Decides nothing."""
