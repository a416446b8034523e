"""Cẩm nang: the officers' manual of docs/officers, where officers are."""
