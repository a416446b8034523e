"""Khác bản chung: what offices do otherwise than the shared steps, and what is asked about it."""
