"""What five published reports name, row by row: by which features it works, and the test that shows it."""
