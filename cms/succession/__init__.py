"""Succession: closing a portal, merging an office, repealing a text, and what to read again."""
