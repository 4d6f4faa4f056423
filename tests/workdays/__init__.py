"""Tests of the room `workdays`."""
