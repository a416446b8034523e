"""Illustrations: pictures that are safe to publish. Uploads live in var/uploads."""
