"""fitscore: which of your saved job postings you fit, requirement by requirement, with proof.

    import fitscore

    ranking = fitscore.rank("cv.pdf", "postings/")
    print(fitscore.render(ranking, "markdown"))

Names are imported when they are first used, so that ``import fitscore`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fitscore.api import (
        clear_cache,
        compare,
        explain_text,
        parse_posting,
        parse_resume,
        profile_template,
        rank,
        read,
        schema,
        score,
        search_taxonomy,
        taxonomy_stats,
        use_cache,
        what_if,
    )
    from fitscore.batch import score_batch, score_table
    from fitscore.changes import Comparison, diff
    from fitscore.doctor import examine
    from fitscore.errors import DataFileError, DocumentError, FitscoreError, UnknownNameError
    from fitscore.folder import FolderView, view_folder
    from fitscore.masking import redact, redact_check
    from fitscore.model import (
        Action,
        Diagnostic,
        Document,
        Evidence,
        Finding,
        FitReport,
        Gate,
        Month,
        Posting,
        Priority,
        Ranking,
        Requirement,
        Resume,
        Score,
        Skipped,
        Span,
        Verdict,
    )
    from fitscore.pipeline import Scorer, engine_version
    from fitscore.policy import Policy, load_policy
    from fitscore.profile import Profile, load_profile
    from fitscore.reports import (
        CHECKLIST_FORMATS,
        FORMATS,
        PARSE_FORMATS,
        SUFFIXES,
        VIEW_FORMATS,
        fill_action_items,
        render,
        render_checklist,
        render_comparison,
        render_explanation,
        render_folder,
        render_gaps,
        render_parse,
        render_terminal,
        to_records,
        top,
    )
    from fitscore.skills import SkillFinder, check_taxonomy
    from fitscore.taxonomy import Taxonomy, load_taxonomy, taxonomy_schema

__all__ = [
    "CHECKLIST_FORMATS",
    "FORMATS",
    "PARSE_FORMATS",
    "SUFFIXES",
    "VIEW_FORMATS",
    "Action",
    "Comparison",
    "DataFileError",
    "Diagnostic",
    "Document",
    "DocumentError",
    "Evidence",
    "Finding",
    "FitReport",
    "FitscoreError",
    "FolderView",
    "Gate",
    "Month",
    "Policy",
    "Posting",
    "Priority",
    "Profile",
    "Ranking",
    "Requirement",
    "Resume",
    "Score",
    "Scorer",
    "SkillFinder",
    "Skipped",
    "Span",
    "Taxonomy",
    "UnknownNameError",
    "Verdict",
    "check_taxonomy",
    "clear_cache",
    "compare",
    "diff",
    "engine_version",
    "examine",
    "explain_text",
    "fill_action_items",
    "load_policy",
    "load_profile",
    "load_taxonomy",
    "parse_posting",
    "parse_resume",
    "profile_template",
    "rank",
    "read",
    "redact",
    "redact_check",
    "render",
    "render_checklist",
    "render_comparison",
    "render_explanation",
    "render_folder",
    "render_gaps",
    "render_parse",
    "render_terminal",
    "schema",
    "score",
    "score_batch",
    "score_table",
    "search_taxonomy",
    "taxonomy_schema",
    "taxonomy_stats",
    "to_records",
    "top",
    "use_cache",
    "view_folder",
    "what_if",
]

_HOME = {
    "fitscore.api": (
        "clear_cache use_cache compare explain_text parse_posting parse_resume profile_template rank read "
        "schema score search_taxonomy taxonomy_stats what_if"
    ),
    "fitscore.changes": "Comparison diff",
    "fitscore.batch": "score_batch score_table",
    "fitscore.doctor": "examine",
    "fitscore.errors": "DataFileError DocumentError FitscoreError UnknownNameError",
    "fitscore.folder": "FolderView view_folder",
    "fitscore.model": (
        "Action Diagnostic Document Evidence Finding FitReport Gate Month Posting Priority Ranking "
        "Requirement Resume Score Skipped Span Verdict"
    ),
    "fitscore.pipeline": "Scorer engine_version",
    "fitscore.policy": "Policy load_policy",
    "fitscore.profile": "Profile load_profile",
    "fitscore.reports": (
        "CHECKLIST_FORMATS FORMATS PARSE_FORMATS SUFFIXES VIEW_FORMATS fill_action_items render render_checklist "
        "render_comparison render_explanation render_folder render_gaps render_parse render_terminal to_records top"
    ),
    "fitscore.masking": "redact redact_check",
    "fitscore.skills": "SkillFinder check_taxonomy",
    "fitscore.taxonomy": "Taxonomy load_taxonomy taxonomy_schema",
}
_OWNER = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _OWNER:
        return getattr(import_module(_OWNER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
