"""Documents: what a page says, as plain frozen data, hashed and without Django."""
