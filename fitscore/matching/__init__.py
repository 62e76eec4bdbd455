"""Requirement x CV -> verdict, with quotes and a reason. ``Matcher`` is the one door."""

from fitscore.matching.matcher import Matcher

__all__ = ["Matcher"]
