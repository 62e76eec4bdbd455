"""Where results go: standard output, a file, a folder; never over something that is there, unless asked to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

import fitscore

HANDFUL = 10
"""Up to so many postings are read without a progress bar."""


def say(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"fitscore: {message}\n")


def is_folder(out: Path | None) -> bool:
    """Whether ``--out`` names a folder: it is one, or it has no suffix."""
    return out is not None and (out.is_dir() or not out.suffix)


def chosen_format(name: str | None, out: Path | None) -> str:
    """The report format: named, or by the suffix of the output file, Markdown for a folder, or for the terminal."""
    if name is None and out is not None:
        name = "markdown" if is_folder(out) else fitscore.SUFFIXES.get(out.suffix.lower())
        if name is None:
            known = ", ".join(fitscore.SUFFIXES)
            raise typer.BadParameter(f"--out {out}: cannot tell the format from the suffix; use one of {known}, or --format")
    name = name or "terminal"
    if name not in fitscore.FORMATS:
        raise typer.BadParameter(f"--format {name}: choose one of {', '.join(fitscore.FORMATS)}")
    return name


def format_among(name: str | None, out: Path | None, known: tuple[str, ...], default: str) -> str:
    """A format out of those a command knows: named, or by the suffix of the output file, or its default."""
    name = name or (fitscore.SUFFIXES.get(out.suffix.lower()) if out is not None else None) or default
    if name not in known:
        raise typer.BadParameter(f"{name}: choose one of {', '.join(known)}")
    return name


def looks(out: Path | None) -> dict[str, Any]:
    """Width and colour for standard output: on a terminal its own width, and colour unless NO_COLOR asks otherwise."""
    live = out is None and sys.stdout.isatty()
    width = max(60, min(shutil.get_terminal_size().columns, 120)) if live else 80
    return {"width": width, "color": live and not os.environ.get("NO_COLOR")}


def write(text: str, out: Path | None, *, force: bool) -> None:
    """Results on standard output, or into a file that is never overwritten silently."""
    if out is None:
        sys.stdout.write(text)
        return
    write_files({out: text}, force=force)
    say(f"wrote {out}")


def write_files(files: dict[Path, str], *, force: bool) -> None:
    """Several files, all or, where one of them exists already, none.

    Line breaks go out as they are in the text.
    """
    taken = [path for path in files if path.exists()]
    if taken and not force:
        more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
        raise typer.BadParameter(f"{taken[0]}{more} exists: choose another name, or --force to overwrite it")
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise typer.BadParameter(f"{path}: cannot be written ({error.strerror}): choose another place") from None


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[object], None] | None]:
    """Counts postings on standard error while they are read: on a terminal, and for more than a handful."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.completed} postings"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR"))),
        transient=True,
    )
    task, count = bar.add_task("read", total=None), 0

    def seen(_: object) -> None:
        nonlocal count
        count += 1
        if count > HANDFUL and not bar.live.is_started:
            bar.start()
        bar.update(task, completed=count)

    try:
        yield seen
    finally:
        bar.stop()
