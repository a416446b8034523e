"""What is written down about who did what, that nobody can rewrite, and for how long."""
