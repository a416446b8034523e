"""Languages: an administrator switches them on and off, and adds others, without code."""
