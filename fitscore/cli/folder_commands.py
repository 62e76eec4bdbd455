"""The commands over a whole folder, and over two results: gaps, whatif, compare, diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import fitscore
from fitscore.cli.app import (
    AsOfOption,
    CvArgument,
    Exit,
    ForceOption,
    OutOption,
    PolicyOption,
    PostingsArgument,
    QuietOption,
    RedactOption,
    TaxonomyOption,
    app,
    command,
    ranked,
    scorer,
)
from fitscore.cli.output import format_among, looks, say, write

ViewFormat = Annotated[str | None, typer.Option("--format", "-f", help=f"One of: {', '.join(fitscore.VIEW_FORMATS)}.")]


@command(app, no_args_is_help=True)
def gaps(
    cv: CvArgument,
    postings: PostingsArgument,
    format: ViewFormat = None,
    out: OutOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
    quiet: QuietOption = False,
) -> int:
    """What to fix first, which skills the folder asks for most, which CV lines carry it, which postings repeat."""
    style = format_among(format, out, fitscore.VIEW_FORMATS, "terminal")
    ranking = ranked(cv, postings, scorer(as_of, taxonomy, policy), quiet=quiet, jobs=None)
    if isinstance(ranking, int):
        return ranking
    view = fitscore.view_folder(fitscore.redact(ranking) if redact else ranking)
    write(fitscore.render_gaps(view, style, **looks(out)), out, force=force)
    return Exit.DONE if ranking.reports else Exit.NOTHING_SCORED


@command(app, no_args_is_help=True)
def whatif(
    cv: CvArgument,
    postings: PostingsArgument,
    add: Annotated[list[str], typer.Option("--add", help="A skill to suppose in use at work; repeatable.")] = [],  # noqa: B006
    years: Annotated[list[str], typer.Option("--years", help="SKILL=YEARS to suppose, such as sql=5; repeatable.")] = [],  # noqa: B006
    format: ViewFormat = None,
    out: OutOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
) -> int:
    """The ranking as it is, and as it were if your CV showed more."""
    if not add and not years:
        raise typer.BadParameter("say what to suppose: --add SKILL, or --years SKILL=YEARS")
    style = format_among(format, out, fitscore.VIEW_FORMATS, "terminal")
    lengths = dict(map(_length, years))
    try:
        found = fitscore.what_if(cv, postings, add, lengths, scorer(as_of, taxonomy, policy), masked=redact)
    except fitscore.DocumentError as error:
        say(f"the CV could not be read: {error}")
        return Exit.CV_UNREADABLE
    return _shown(found, style, out, force=force)


def _length(asked: str) -> tuple[str, float]:
    name, _, value = asked.rpartition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise typer.BadParameter(f"--years {asked}: write SKILL=YEARS, such as sql=5") from None


def _shown(found: fitscore.Comparison, style: str, out: Path | None, *, force: bool) -> int:
    for skipped in found.skipped:
        say(f"skipped {skipped.path}: {skipped.reason}")
    write(fitscore.render_comparison(found, style, **looks(out)), out, force=force)
    if not found.postings:
        say("no posting could be read: give posting files (.txt .md .html .pdf .docx .json) or a folder that holds some")
        return Exit.NOTHING_SCORED
    return Exit.DONE


@command(app, no_args_is_help=True)
def compare(
    first: CvArgument,
    second: Annotated[Path, typer.Argument(help="The other CV.", show_default=False)],
    postings: PostingsArgument,
    format: ViewFormat = None,
    out: OutOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
) -> int:
    """Two CVs on the same postings, side by side."""
    style = format_among(format, out, fitscore.VIEW_FORMATS, "terminal")
    try:
        found = fitscore.compare(first, second, postings, scorer(as_of, taxonomy, policy), masked=redact)
    except fitscore.DocumentError as error:
        say(f"a CV could not be read: {error}")
        return Exit.CV_UNREADABLE
    return _shown(found, style, out, force=force)


@command(app, no_args_is_help=True)
def diff(
    before: Annotated[Path, typer.Argument(help="An earlier result (--out FILE.json).", show_default=False)],
    after: Annotated[Path, typer.Argument(help="A later one.", show_default=False)],
    format: ViewFormat = None,
    out: OutOption = None,
    force: ForceOption = False,
) -> int:
    """Which verdicts moved between two results, and why."""
    style = format_among(format, out, fitscore.VIEW_FORMATS, "terminal")
    try:
        found = fitscore.diff(before, after)
    except fitscore.DocumentError as error:
        raise typer.BadParameter(str(error)) from None
    write(fitscore.render_comparison(found, style, **looks(out)), out, force=force)
    return Exit.DONE
