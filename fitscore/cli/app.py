"""The commands. ``fitscore CV POSTINGS...`` needs no subcommand: a first word that is no command means ``rank``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import fitscore
from fitscore.cli.output import chosen_format, is_folder, looks, progress, say, write, write_files


class Exit(IntEnum):
    """Exit codes; the same as in the JSON contract."""

    DONE = 0
    LIMIT_MISSED = 1
    USAGE = 2
    CV_UNREADABLE = 3
    NOTHING_SCORED = 4


class _RankByDefault(TyperGroup):
    """Takes ``fitscore CV POSTINGS`` for ``fitscore rank CV POSTINGS``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {"--help", "--version", "--install-completion", "--show-completion"}
        if args and args[0] not in self.commands and args[0] not in own:
            args = ["rank", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RankByDefault,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Which of your saved job postings you fit, requirement by requirement, with proof. Nothing leaves this machine.\n\n"
    "Main job: fitscore CV POSTINGS... (see `fitscore rank --help` for its options)",
)


def command(group: typer.Typer, name: str | None = None, **options: Any) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Register a command whose return value is the exit code; broken data files end in a sentence, not in a traceback."""

    def register(function: Callable[..., int]) -> Callable[..., None]:
        @group.command(name, **options)
        @wraps(function)
        def run_command(*args: Any, **kwargs: Any) -> None:
            try:
                code = function(*args, **kwargs)
            except (fitscore.DataFileError, fitscore.UnknownNameError) as error:
                say(str(error))
                code = Exit.USAGE
            raise typer.Exit(code)

        return run_command

    return register


CvArgument = Annotated[Path, typer.Argument(help="Your CV: .pdf .docx .txt .md .html .json", show_default=False)]
PostingsArgument = Annotated[list[Path], typer.Argument(help="Postings: files or folders.", show_default=False)]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help='What "Present" in the CV means; default: today.')
]
TaxonomyOption = Annotated[list[Path], typer.Option("--taxonomy", help="Your own taxonomy file; repeatable.")]
PolicyOption = Annotated[Path | None, typer.Option("--policy", help="A file that overrides weights and thresholds.")]
ProfileOption = Annotated[Path | None, typer.Option("--profile", help="Your answers to gates (`fitscore profile init`).")]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write to this file; its suffix picks the format. Without a suffix: a folder, a file a posting."),
]
RedactOption = Annotated[bool, typer.Option("--redact", help="Mask your name, e-mail, phone, address and links.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite the --out file.")]
JobsOption = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one a core for many files.")]
NoCacheOption = Annotated[bool, typer.Option("--no-cache", help="Read and keep nothing in the cache folder.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings.")]
FormatOption = Annotated[str | None, typer.Option("--format", "-f", help=f"One of: {', '.join(fitscore.FORMATS)}.")]


def run(argv: list[str] | None = None) -> int:
    """Run the app and return its exit code."""
    try:
        app(args=argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.USAGE
    except BrokenPipeError:
        # The reader of a pipe has left (`| head`): nothing more to say, and Python must not complain at exit.
        sys.stdout = None
    return Exit.DONE


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"fitscore {fitscore.engine_version()}\n")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def scorer(
    as_of: datetime | None = None,
    taxonomy: list[Path] | None = None,
    policy: Path | None = None,
    profile: Path | None = None,
) -> fitscore.Scorer:
    """A scorer from command-line options."""
    options: dict[str, Any] = {"taxonomy": fitscore.load_taxonomy(*(taxonomy or ()))}
    if as_of is not None:
        options["as_of"] = date(as_of.year, as_of.month, as_of.day)
    if policy is not None:
        options["policy"] = fitscore.load_policy(policy)
    if profile is not None:
        options["profile"] = fitscore.load_profile(profile)
    return fitscore.Scorer(**options)


@command(app, "rank", no_args_is_help=True)
def rank(
    cv: CvArgument,
    postings: PostingsArgument,
    format: FormatOption = None,
    out: OutOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the best N postings.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Only the ranking table.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Whole quotes, and what was understood of every line.")] = False,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
    profile: ProfileOption = None,
    fail_under: Annotated[float | None, typer.Option("--fail-under", help="Exit 1 when no posting reaches this score.")] = None,
    jobs: JobsOption = None,
    no_cache: NoCacheOption = False,
    quiet: QuietOption = False,
) -> int:
    """Rank postings for a CV: verdict, quote and reason for every requirement."""
    style = chosen_format(format, out)
    if (brief or full) and style != "terminal":
        raise typer.BadParameter("--brief and --full are for the terminal and .txt; the other formats hold everything")
    fitscore.use_cache(not no_cache)
    ranking = ranked(cv, postings, scorer(as_of, taxonomy, policy, profile), quiet=quiet, jobs=jobs)
    if isinstance(ranking, int):
        return ranking
    shown = fitscore.top(fitscore.redact(ranking) if redact else ranking, top)
    if out is not None and is_folder(out):
        files = {out / name: text for name, text in fitscore.render_folder(shown, style)}
        write_files(files, force=force)
        say(f"wrote {len(files)} files into {out}")
    elif style == "terminal":
        write(fitscore.render_terminal(shown, brief=brief, full=full, **looks(out)), out, force=force)
    else:
        write(fitscore.render(shown, style), out, force=force)
    if not ranking.reports:
        say("nothing could be checked: no requirement was found in any posting")
        return Exit.NOTHING_SCORED
    best = (ranking.reports[0].score.total or 0) / 16
    return Exit.LIMIT_MISSED if fail_under is not None and best < fail_under else Exit.DONE


def ranked(
    cv: Path, postings: list[Path], engine: fitscore.Scorer, *, quiet: bool, jobs: int | None = 1
) -> fitscore.Ranking | int:
    """The ranking, with what was skipped said on standard error; an exit code when there is none."""
    try:
        resume = engine.resume(cv)
    except fitscore.DocumentError as error:
        say(f"the CV could not be read: {error}")
        return Exit.CV_UNREADABLE
    with progress(quiet=quiet) as seen:
        ranking = engine.rank(resume, postings, seen, jobs)
    if not quiet:
        for skipped in ranking.skipped:
            say(f"skipped {skipped.path}: {skipped.reason}")
    if not ranking.reports and not ranking.unscored:
        say("no posting could be read: give posting files (.txt .md .html .pdf .docx .json) or a folder that holds some")
        return Exit.NOTHING_SCORED
    return ranking
