"""Reads a CV: sections, positions, education, certificates, languages, skills with months, and what is doubtful about it."""

from fitscore.resume.parse import parse_resume

__all__ = ["parse_resume"]
