"""Release: files checked, assembled into one folder, and switched to at once."""
