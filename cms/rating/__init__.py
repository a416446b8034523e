"""Rating: readers say whether a page was of help; they are counted, and nothing of them is kept."""
