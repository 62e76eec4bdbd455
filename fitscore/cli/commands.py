"""The subcommands beside the main job: parse, checklist, explain, doctor, profile, schema."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import fitscore
from fitscore.cli.app import (
    AsOfOption,
    CvArgument,
    Exit,
    ForceOption,
    PolicyOption,
    ProfileOption,
    RedactOption,
    TaxonomyOption,
    app,
    command,
    scorer,
)
from fitscore.cli.output import format_among, say, write


class Kind(StrEnum):
    """What a file is read as."""

    POSTING = "posting"
    CV = "cv"


@command(app, no_args_is_help=True)
def parse(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)],
    kind: Annotated[Kind, typer.Option("--as", help="Read the files as postings or as CVs.")] = Kind.POSTING,
    format: Annotated[str, typer.Option("--format", "-f", help="terminal or json.")] = "terminal",
    text: Annotated[bool, typer.Option("--text", help="Print the text that all offsets refer to, and nothing else.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="What every line was taken for, and by which rule.")] = False,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
) -> int:
    """Show what is read from postings or CVs."""
    if redact and kind is Kind.POSTING:
        raise typer.BadParameter("--redact masks who an applicant is: give it with --as cv")
    engine = scorer(as_of, taxonomy)
    if text:
        return _print_text(paths, engine if redact else None)
    postings, resumes, skipped = [], [], []
    items = engine.postings(paths) if kind is Kind.POSTING else engine.resumes(paths)
    for item in items:
        if isinstance(item, fitscore.Skipped):
            skipped.append(item)
            say(f"skipped {item.path}: {item.reason}")
        elif isinstance(item, fitscore.Posting):
            postings.append(item)
        else:
            resumes.append(fitscore.redact(item) if redact else item)
    write(
        fitscore.render_parse(postings, resumes, skipped, engine.versions, format=format, explain=explain), None, force=False
    )
    if postings or resumes:
        return Exit.DONE
    return Exit.CV_UNREADABLE if kind is Kind.CV else Exit.NOTHING_SCORED


def _print_text(paths: list[Path], masked_by: fitscore.Scorer | None) -> int:
    try:
        for path in paths:
            document = fitscore.redact(masked_by.resume(path)).document if masked_by else fitscore.read(path)
            sys.stdout.write(document.text)
    except fitscore.DocumentError as error:
        say(str(error))
        return Exit.CV_UNREADABLE
    return Exit.DONE


@command(app, no_args_is_help=True)
def checklist(
    cv: CvArgument,
    posting: Annotated[Path, typer.Argument(help="One posting.", show_default=False)],
    format: Annotated[str | None, typer.Option("--format", "-f", help=", ".join(fitscore.CHECKLIST_FORMATS))] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", help='A tracker page (Markdown): write a copy with its "Action items" filled; see --out.'),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write to this file; with --into the copy, default: NAME.checked.md.")
    ] = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
    profile: ProfileOption = None,
) -> int:
    """What to do before applying: tick boxes with proof, gates, gaps, form answers."""
    style = format_among(format, out, fitscore.CHECKLIST_FORMATS, "markdown")
    page = _page(into) if into is not None else ""
    report = _one(cv, posting, scorer(as_of, taxonomy, policy, profile))
    if isinstance(report, int):
        return report
    report = fitscore.redact(report) if redact else report
    if into is None:
        write(fitscore.render_checklist(report, style), out, force=force)
    else:
        write(fitscore.fill_action_items(page, report), out or into.with_suffix(f".checked{into.suffix}"), force=force)
    return Exit.DONE


def _page(path: Path) -> str:
    """A tracker page with its line breaks as they are."""
    if path.suffix.lower() not in (".md", ".markdown"):
        raise typer.BadParameter(f"--into {path}: not a Markdown page (.md)")
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"--into {path}: cannot be read as UTF-8 text ({error})") from None


def _one(cv: Path, posting: Path, engine: fitscore.Scorer) -> fitscore.FitReport | int:
    try:
        resume = engine.resume(cv)
    except fitscore.DocumentError as error:
        say(f"the CV could not be read: {error}")
        return Exit.CV_UNREADABLE
    try:
        return engine.score(resume, posting)
    except fitscore.DocumentError as error:
        say(f"the posting could not be read: {error}")
        return Exit.NOTHING_SCORED


@command(app, no_args_is_help=True)
def explain(
    cv: CvArgument,
    posting: Annotated[Path, typer.Argument(help="One posting.", show_default=False)],
    requirement: Annotated[str | None, typer.Argument(help="A requirement id such as r3; default: all.")] = None,
    as_of: AsOfOption = None,
    redact: RedactOption = False,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
) -> int:
    """Every step from a bullet's text to its points."""
    engine = scorer(as_of, taxonomy, policy)
    report = _one(cv, posting, engine)
    if isinstance(report, int):
        return report
    ids = [requirement] if requirement else [r.id for r in report.posting.requirements]
    checks = {name: engine.check(report, name) for name in ids}
    if redact:
        checks = {name: fitscore.redact_check(check, report.resume) for name, check in checks.items()}
        report = fitscore.redact(report)
    write(fitscore.render_explanation(report, checks), None, force=False)
    return Exit.DONE


@command(app, no_args_is_help=True)
def doctor(cv: CvArgument, as_of: AsOfOption = None, redact: RedactOption = False) -> int:
    """What a machine reader would get wrong in a CV file, and how to repair it."""
    try:
        resume = scorer(as_of).resume(cv)
    except fitscore.DocumentError as error:
        say(str(error))
        return Exit.CV_UNREADABLE
    sys.stdout.write(fitscore.examine(fitscore.redact(resume) if redact else resume))
    return Exit.DONE


cache_app = typer.Typer(no_args_is_help=True, help="The cache: what was read before, private to you.")
app.add_typer(cache_app, name="cache")


@command(app, "score-table", no_args_is_help=True)
def score_table(
    cv: CvArgument,
    table: Annotated[Path, typer.Argument(help="A Parquet file with the columns id and text (or path).", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="The Parquet file to write.")],
    force: ForceOption = False,
    as_of: AsOfOption = None,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
    profile: ProfileOption = None,
) -> int:
    """Score a table of postings into another, a batch at a time (needs fitscore[table])."""
    if out.exists() and not force:
        raise typer.BadParameter(f"{out} exists: choose another name, or --force to overwrite it")
    engine = scorer(as_of, taxonomy, policy, profile)
    try:
        resume = engine.resume(cv)
    except fitscore.DocumentError as error:
        say(f"the CV could not be read: {error}")
        return Exit.CV_UNREADABLE
    try:
        count = fitscore.score_table(table, out, engine, resume)
    except fitscore.FitscoreError as error:
        say(str(error))
        return Exit.USAGE
    say(f"wrote {count} rows to {out}")
    return Exit.DONE if count else Exit.NOTHING_SCORED


@command(cache_app)
def clear() -> int:
    """Delete everything fitscore keeps in the cache folder."""
    count, folder = fitscore.clear_cache()
    say(f"deleted {count} files from {folder}")
    return Exit.DONE


@command(app)
def schema() -> int:
    """Print the JSON Schema of every JSON output."""
    sys.stdout.write(json.dumps(fitscore.schema(), indent=2, ensure_ascii=False) + "\n")
    return Exit.DONE


profile_app = typer.Typer(no_args_is_help=True, help="Your own answers to gates (work right, days on site, salary floor ...).")
app.add_typer(profile_app, name="profile")


@command(profile_app)
def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("me.yaml"),
    force: ForceOption = False,
) -> int:
    """Write a commented profile file to fill in."""
    write(fitscore.profile_template(), path, force=force)
    return Exit.DONE


@command(profile_app)
def check(path: Annotated[Path, typer.Argument(help="The profile file.", show_default=False)]) -> int:
    """Check a profile file."""
    fitscore.load_profile(path)
    sys.stdout.write(f"{path}: fine\n")
    return Exit.DONE
