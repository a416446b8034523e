"""Releases in the editor: what changed and why, any two side by side, and the way back."""
