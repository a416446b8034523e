"""Who comes in, and how: the second factor, sessions, and what is written down about it."""
