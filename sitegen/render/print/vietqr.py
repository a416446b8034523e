"""VietQR: what a bank's app reads from the code beside an account (EMVCo merchant QR, NAPAS).

The amount is left to who pays: a fee is not a fact of the account.
"""

import re

__all__ = ["vietqr"]

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG, _COUNTRY = "704", "VN"
_ACCOUNT = re.compile(r"[0-9A-Za-z]{4,19}")
_BANK = re.compile(r"[0-9]{6}")


def vietqr(bank_code: str, account_number: str) -> str:
    """Return the payload for a transfer to an account; "" when there is none to make.

    ``bank_code`` is the six figures by which NAPAS knows the bank. An account that holds
    anything but figures and letters, apart from spaces, dots and dashes, has no code.
    """
    account = re.sub(r"[ .\-]", "", account_number)
    if not (_BANK.fullmatch(bank_code) and _ACCOUNT.fullmatch(account)):
        return ""
    receiver = _field("00", bank_code) + _field("01", account)
    merchant = _field("00", _NAPAS) + _field("01", receiver) + _field("02", _TO_ACCOUNT)
    said = _field("00", "01") + _field("01", "11") + _field("38", merchant)
    said += _field("53", _DONG) + _field("58", _COUNTRY) + "6304"
    return f"{said}{_crc(said):04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def _crc(text: str) -> int:
    """Return the CRC-16/CCITT-FALSE of a text (EMVCo, Merchant-Presented Mode, 4.7.3)."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
