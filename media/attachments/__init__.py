"""Attachments: what an uploaded file really is, and what must not go out with it."""

from media.attachments.looking import UnfitAttachmentError, look

__all__ = ["UnfitAttachmentError", "look"]
