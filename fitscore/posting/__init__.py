"""Reads job postings: lines, sections, items, requirements, and the facts around them."""

from fitscore.posting.parse import parse_posting

__all__ = ["parse_posting"]
