"""The command line. Knows the public names of fitscore only: gathers arguments, calls the API, writes."""

from __future__ import annotations


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code (0 done, 1 limit missed, 2 usage, 3 CV unreadable, 4 nothing to score)."""
    import fitscore.cli.commands
    import fitscore.cli.folder_commands
    import fitscore.cli.taxonomy_commands
    import fitscore.cli.watch  # noqa: F401  (all register their commands)
    from fitscore.cli.app import run

    return run(argv)
