"""Targets: where a profile goes; the only part of the release that may talk to a network."""

from sitegen.release.targets.bucket import Bucket
from sitegen.release.targets.bucket_address import open_bucket
from sitegen.release.targets.deliver import Delivery, Destination, Order, Progress, deliver
from sitegen.release.targets.directory import Directory
from sitegen.release.targets.git_branch import Branch, Stamp, write_branch
from sitegen.release.targets.single_file import write_file
from sitegen.release.targets.zim_archive import write_zim
from sitegen.release.targets.zipped import write_zip

__all__ = [
    "Branch",
    "Bucket",
    "Delivery",
    "Destination",
    "Directory",
    "Order",
    "Progress",
    "Stamp",
    "deliver",
    "open_bucket",
    "write_branch",
    "write_file",
    "write_zim",
    "write_zip",
]
