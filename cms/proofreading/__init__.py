"""Proof-reading of pages: what is typed into their fields, read by the rules of sitegen."""
