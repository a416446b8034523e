"""Blocks: what officers put into pages, one family per file."""
