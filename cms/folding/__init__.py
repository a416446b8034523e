"""Folding: how a format looks opened and in what order its panels are seen."""
