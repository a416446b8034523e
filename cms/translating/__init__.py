"""Translating: what the translation forms could not do is told to the officer, never swallowed."""
