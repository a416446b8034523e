"""Many hands: much work of a release is made by other processes, on this machine or on others."""

from sitegen.hands.dealing import Begin, Hands, Helpers
from sitegen.hands.finding import helpers
from sitegen.hands.here import Processes, processes
from sitegen.hands.share import HandLostError

__all__ = ["Begin", "HandLostError", "Hands", "Helpers", "Processes", "helpers", "processes"]
