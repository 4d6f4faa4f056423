"""One test for each row of the coverage files: a clerk does what the row asks, and it is there."""
