"""The generator: documents in, artifacts and releases out."""
