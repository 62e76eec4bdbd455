"""From files and folders to the files to read: in a stable order, never stuck on a pipe or a loop."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator

from fitscore.errors import DocumentError
from fitscore.model import Skipped
from fitscore.readers import limits

_JUNK = re.compile(r"^(?:\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$|Icon\r?$)|~$|\.(?:tmp|part|crdownload|lock)$", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LARGEST = max(limits.BYTES_BINARY, limits.BYTES_MARKUP, limits.BYTES_TEXT)


def shown_path(path: str) -> str:
    r"""A path as it can be printed: bytes that are no text and control characters become U+FFFD.

    >>> shown_path("a\x1b[31m\udcff.txt")
    'a\ufffd[31m\ufffd.txt'
    """
    return _NOT_SHOWN.sub("\ufffd", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def read_bytes(path: str) -> bytes:
    """The content of a regular file.

    Raises:
        DocumentError: there is no such file, or it may not be read, is no regular file, is empty or far too large.
    """
    shown = shown_path(path)
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(shown, "this is a folder; name a file in it", "folder")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(shown, "this is a pipe or a device, not a file", "not_a_file")
        if status.st_size > _LARGEST:
            size, most = status.st_size >> 20, _LARGEST >> 20
            raise DocumentError(shown, f"the file has {size} MB, more than the {most} MB allowed", "too_large")
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(shown, *_told(error)) from None
    if not data:
        raise DocumentError(shown, "the file is empty; save it again", "empty")
    return data


def _told(error: OSError | ValueError) -> tuple[str, str]:
    """Reason and code for what the system says."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file", "not_found"
    if isinstance(error, PermissionError):
        return "you are not allowed to read this file; change its permissions", "permission"
    if isinstance(error, OSError) and error.strerror:
        return f"the system cannot open it ({error.strerror.lower()})", "unreadable"
    return "the name cannot belong to a file", "not_found"


def collect(paths: Iterable[str | os.PathLike[str]]) -> tuple[tuple[str, ...], tuple[Skipped, ...]]:
    """The files to read among files and folders.

    Files come in the order given, those of a folder sorted by the parts of their path without regard to case. Hidden files, lock
    files and the litter of operating systems are left out silently; links to folders are not followed; a file named twice counts
    once.

    Args:
        paths: files and folders; names may hold any bytes.

    Returns:
        The paths of the files, and what was skipped with the reason.
    """
    files: dict[str, None] = {}
    skipped: list[Skipped] = []
    for path in map(os.fsdecode, paths):
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            skipped.append(Skipped(path=shown_path(path), reason=_told(error)[0], code=_told(error)[1]))
            continue
        if not stat.S_ISDIR(mode):
            files[path] = None
            continue
        for found in _walk(path, 0):
            if isinstance(found, Skipped):
                skipped.append(found)
            elif len(files) >= limits.FOLDER_FILES:
                reason = f"only the first {limits.FOLDER_FILES} files of a folder are read; give a smaller folder"
                skipped.append(Skipped(path=shown_path(path), reason=reason, code="too_many"))
                break
            else:
                files[found] = None
    return tuple(files), tuple(skipped)


def _walk(folder: str, depth: int) -> Iterator[str | Skipped]:
    """The files of a folder and of the folders in it, in order."""
    if depth > limits.FOLDER_DEPTH:
        reason = f"folders are read {limits.FOLDER_DEPTH} deep; give this one by itself"
        yield Skipped(path=shown_path(folder), reason=reason, code="too_deep")
        return
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry for entry in entries if not _JUNK.search(entry.name)), key=_order)
    except OSError as error:
        yield Skipped(path=shown_path(folder), reason=_told(error)[0].replace("this file", "this folder"), code=_told(error)[1])
        return
    for entry in found:
        yield from _entry(entry, depth)


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    return entry.name.casefold(), entry.name


def _entry(entry: os.DirEntry[str], depth: int) -> Iterator[str | Skipped]:
    shown = shown_path(entry.path)
    try:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, depth + 1)
            return
        mode = entry.stat().st_mode
    except OSError as error:
        reason, code = _told(error)
        reason = "the link leads nowhere or in a circle" if entry.is_symlink() else reason
        yield Skipped(path=shown, reason=reason, code="broken_link" if entry.is_symlink() else code)
        return
    if stat.S_ISDIR(mode):
        yield Skipped(path=shown, reason="links to folders are not followed; give the folder itself", code="linked_folder")
    elif stat.S_ISREG(mode):
        yield entry.path
    else:
        yield Skipped(path=shown, reason="this is a pipe or a device, not a file", code="not_a_file")
