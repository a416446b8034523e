"""Word: an official text as a .docx that the registry office numbers, signs and seals."""

from sitegen.render.word.file import official_docx

__all__ = ["official_docx"]
