"""Blocks of guides: a step, and a group of steps."""
