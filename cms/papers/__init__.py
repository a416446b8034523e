"""Papers: the official text of a page as a file that the office prints, numbers, signs and seals."""
