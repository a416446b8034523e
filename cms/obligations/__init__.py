"""Obligations: what the law asks of an office's pages, what is met, and where to write what is missing."""
