"""Many hands: much work of a release is made by other processes, on this machine or on others."""

from sitegen.hands.dealing import Begin, Hands, Helpers
from sitegen.hands.here import processes
from sitegen.hands.share import HandLostError

__all__ = ["Begin", "HandLostError", "Hands", "Helpers", "processes"]
