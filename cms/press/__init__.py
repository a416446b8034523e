"""Kiểm tra trước khi in: what preflight says of a leaflet, and the profiles of print shops."""
