"""Cases and their acts. `perform` and `open_case` are the only way anything changes."""
