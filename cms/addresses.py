"""Where a request comes from, and whether an address is one of those that a setting names."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

__all__ = ["comes_from_proxy", "is_within", "sender"]


def sender(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return who sent the request: what the nearest proxy that is not ours says."""
    address = request.META.get("REMOTE_ADDR", "")
    said = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    while said and is_within(address, settings.LOA_TRUSTED_PROXIES):
        address = said.pop() or address
    try:
        return ip_address(address)
    except ValueError:
        return None


def comes_from_proxy(request: HttpRequest) -> bool:
    """Tell whether the other end of the line is a proxy of ours, whose headers are believed."""
    return is_within(request.META.get("REMOTE_ADDR", ""), settings.LOA_TRUSTED_PROXIES)


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Tell whether the address is one of ``networks``, or stands in one of them."""
    try:
        one = ip_address(address)
    except ValueError:
        return False
    return any(one in ip_network(network, strict=False) for network in networks)
