"""``fitscore watch``: scores again whenever the CV or a posting is saved, and prints what moved."""

from __future__ import annotations

import sys
from pathlib import Path

import fitscore
from fitscore.cli.app import (
    AsOfOption,
    CvArgument,
    Exit,
    PolicyOption,
    PostingsArgument,
    TaxonomyOption,
    app,
    command,
    ranked,
    scorer,
)
from fitscore.cli.output import looks, say


@command(app, no_args_is_help=True)
def watch(
    cv: CvArgument,
    postings: PostingsArgument,
    as_of: AsOfOption = None,
    taxonomy: TaxonomyOption = [],  # noqa: B006
    policy: PolicyOption = None,
) -> int:
    """Score again whenever the CV is saved, and print only what moved (ends with Ctrl-C)."""
    try:
        import watchfiles
    except ImportError:
        say("watch needs the watchfiles library: pip install 'fitscore[watch]'")
        return Exit.USAGE
    engine = scorer(as_of, taxonomy, policy)
    last = ranked(cv, postings, engine, quiet=False)
    if isinstance(last, int):
        return last
    sys.stdout.write(fitscore.render_terminal(last, brief=True, **looks(None)))
    say(f"watching {cv}; Ctrl-C ends it")
    own = {path.resolve() for path in (cv, *postings)}

    def concerns(_: object, path: str) -> bool:
        """Whether a changed file is the CV, a posting, or stands in a folder of postings."""
        saved = Path(path).resolve()
        return saved in own or (saved.parent in own and not saved.name.startswith("."))

    # Editors replace files when they save, so the folders are watched, not the files.
    folders = sorted({path if path.is_dir() else path.parent for path in own})
    for changed in watchfiles.watch(*folders, watch_filter=concerns, recursive=False, raise_interrupt=False):
        names = sorted({Path(path).name for _, path in changed})
        say(f"saved: {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}")
        now = ranked(cv, postings, engine, quiet=True)
        if isinstance(now, int):
            continue
        found = fitscore.diff(last, now)
        if found.moved:
            sys.stdout.write(fitscore.render_comparison(found, brief=True, **looks(None)))
            sys.stdout.flush()
        else:
            say("nothing moved")
        last = now
    return Exit.DONE
