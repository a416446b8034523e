"""Rows from a table: a sheet or pasted rows become rows of a registry, after a look at each."""
