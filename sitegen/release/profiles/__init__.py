"""Profiles: from one release the files that a web server, a stick, a phone or a printer needs."""

from sitegen.release.profiles.api import api
from sitegen.release.profiles.braille import braille
from sitegen.release.profiles.entry import Cache, Entry, Released, made, rank, stored
from sitegen.release.profiles.epub import epub
from sitegen.release.profiles.large import large
from sitegen.release.profiles.listed import Signs, listed
from sitegen.release.profiles.packing import Packer
from sitegen.release.profiles.printed import Press, printed
from sitegen.release.profiles.single import single
from sitegen.release.profiles.usb import usb
from sitegen.release.profiles.web import Packing, web
from sitegen.release.profiles.zim import About, about, zim

__all__ = [
    "About",
    "Cache",
    "Entry",
    "Packer",
    "Packing",
    "Press",
    "Released",
    "Signs",
    "about",
    "api",
    "braille",
    "epub",
    "large",
    "listed",
    "made",
    "printed",
    "rank",
    "single",
    "stored",
    "usb",
    "web",
    "zim",
]
