"""What fitscore raises on purpose: a document, a data file or a name is at fault. The words of a document never are.

Every message says what went wrong, where, and what to do about it.
"""

from __future__ import annotations


class FitscoreError(Exception):
    """The root of everything fitscore raises on purpose."""


class DocumentError(FitscoreError):
    """A CV or posting file that cannot be read.

    Args:
        path: the file as the user named it.
        reason: one sentence for the user, what and what to do.
        code: a stable slug for programs (``empty``, ``encrypted``, ``unsupported`` ...).
    """

    def __init__(self, path: str, reason: str, code: str = "unreadable") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code = code


class DataFileError(FitscoreError):
    """A taxonomy, policy, profile or rules file with faults; all of them at once, one a line.

    Args:
        path: the data file.
        faults: ``(line, message)`` pairs; ``line`` counts from 1, 0 when the fault has no line.
    """

    def __init__(self, path: str, faults: list[tuple[int, str]]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}:{line}: {text}" if line else f"{path}: {text}" for line, text in faults))


class UnknownNameError(FitscoreError):
    """A name (report format, skill id, requirement id) that does not exist; the message lists those that do."""
