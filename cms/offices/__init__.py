"""Offices are separate: who writes for which office, and what belongs to one."""
