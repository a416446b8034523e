"""Collect: published pages to documents. The only stage that reads the database."""
