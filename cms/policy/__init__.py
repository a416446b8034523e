"""What a browser may run in the editor: our own files, and scripts whose shape is known."""
