"""Gửi xem trước: one draft for somebody without an account, for a while, and what they answer."""
