"""What is listed over time: the list of any day, two days compared, sheets in and out."""
