"""A catalogue filled in one step: all published procedures of an office, of a field, or of both."""
