"""Takes who the applicant is out of a result before it is shown to others.

Every masked character becomes one block, so that all offsets, lengths and quotes stay valid. Masked are the name, e-mail, phone,
place and links that the CV gives as contact details, whatever else looks like an e-mail or a web address, street lines of the
CV's head, and the owner's own fields and notes in a tracker export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from fitscore.model import Check, Diagnostic, Document, Evidence, FitReport, Posting, Ranking, Resume, Span

BLOCK = "█"
"""What stands for a masked character."""

_ADDRESS = re.compile(
    r"""
      [\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}
    | (?:https?://|www\.)[^\s|,;]{3,200}
    | \b(?:[\w-]{2,40}\.){1,3}(?:com|org|net|io|dev|me|app|page)/[^\s|,;]{1,150}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/])(?:\+|\(\+?|00)?\d[\d ()./‐–-]{6,18}\d(?![\w/])")
_STREET = re.compile(
    r"""
      \b\d{1,5}\w?,?\ (?:[^\W\d]\S{0,30}\ ){1,4}
        (?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|row|court|close|square|terrace|blvd|crescent|place)\b.{0,80}
    | \b[A-Z]{1,2}\d[A-Z\d]?\ ?\d[A-Z]{2}\b
    | \b[A-Z]{2},?\ \d{5}(?:-\d{4})?\b
    """,
    re.VERBOSE,
)
_HEAD_LINES = 8
_SHORT = 3

Report = TypeVar("Report", Ranking, FitReport, Resume)


def blocks(text: str) -> str:
    """Blocks in place of everything but white space.

    >>> blocks("Ada L.")
    '███ ██'
    """
    return re.sub(r"\S", BLOCK, text)


@dataclass(frozen=True, slots=True)
class _Veil:
    """What to mask wherever it stands, and the words of the name, masked in paths and in the head of the CV alone."""

    everywhere: re.Pattern[str] | None
    words: re.Pattern[str] | None

    def over(self, text: str) -> str:
        """The text with everything masked that could tell who the applicant is."""
        for pattern in (self.everywhere, _ADDRESS):
            text = pattern.sub(lambda found: blocks(found.group()), text) if pattern else text
        return text

    def over_path(self, path: str) -> str:
        """A path with the words of the name masked; of an absolute one the last two parts."""
        parts = re.split(r"[\\/]", path)
        if path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path):
            parts = parts[-2:]
        short = "/".join(parts)
        return self.words.sub(lambda found: blocks(found.group()), short) if self.words else short


def redact(report: Report) -> Report:
    """The same report, or CV, with the applicant's name, e-mail, phone, place, address and links masked."""
    if isinstance(report, Resume):
        return _masked(report)[1]
    if isinstance(report, FitReport):
        veil, resume = _masked(report.resume)
        return _report(report, veil, resume)
    veil, resume = _masked(report.resume)
    return replace(
        report,
        resume=resume,
        reports=tuple(_report(r, veil, resume) for r in report.reports),
        unscored=tuple(_report(r, veil, resume) for r in report.unscored),
        skipped=tuple(replace(s, path=veil.over_path(s.path), reason=veil.over(s.reason)) for s in report.skipped),
    )


def redact_check(check: Check, resume: Resume) -> Check:
    """A check of a CV with the applicant masked as `redact` does it.

    Args:
        check: as `fitscore.Scorer.check` gives it.
        resume: the CV as read.
    """
    veil, masked = _masked(resume)
    return _check(check, veil, masked.document.text)


def _check(check: Check, veil: _Veil, text: str) -> Check:
    return replace(
        check,
        what=veil.over(check.what),
        explanation=veil.over(check.explanation),
        evidence=tuple(replace(quote, quote=quote.span.of(text)) for quote in check.evidence),
        children=tuple(_check(child, veil, text) for child in check.children),
    )


def _masked(resume: Resume) -> tuple[_Veil, Resume]:
    veil = _veil(resume)
    text = _cv_text(resume, veil)
    document = replace(
        _document(resume.document, veil, text),
        facts={name: blocks(value) for name, value in resume.document.facts.items()},
        links=tuple(blocks(link) for link in resume.document.links),
    )
    return veil, replace(
        resume,
        document=document,
        name=resume.name and blocks(resume.name),
        contact={name: blocks(value) for name, value in resume.contact.items()},
        positions=_texts(resume.positions, veil, "title", "organization", "location"),
        education=_texts(resume.education, veil, "degree", "area", "institution"),
        certificates=_texts(resume.certificates, veil, "name"),
        skills=tuple(
            replace(skill, mentions=tuple(replace(m, surface=m.span.of(text)) for m in skill.mentions))
            for skill in resume.skills
        ),
        diagnostics=_diagnostics(resume.diagnostics, veil),
    )


def _veil(resume: Resume) -> _Veil:
    name = resume.name or ""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) >= _SHORT]
    secrets = [name, *(words and [f"{words[-1]}, {words[0]}"])]
    for key, value in resume.contact.items():
        secrets += value.split() if key == "links" else [value]
    return _Veil(_any_of(secrets), _any_of(words))


def _any_of(secrets: list[str]) -> re.Pattern[str] | None:
    """A pattern of all of some strings, white space as any white space, longest first."""
    ways = [r"\s+".join(map(re.escape, secret.split())) for secret in sorted(set(secrets), key=lambda s: (-len(s), s)) if secret]
    return re.compile("|".join(ways), re.IGNORECASE) if ways else None


def _cv_text(resume: Resume, veil: _Veil) -> str:
    """The CV's text, masked; in its head and contact sections also street lines, phone numbers and single names."""
    text = veil.over(resume.document.text)
    contact = [section.body for section in resume.sections if section.kind in ("contact", "header")]
    for number, line in enumerate(resume.document.lines):
        if number < _HEAD_LINES or any(body.overlaps(line.span) for body in contact):
            words = line.span.of(text)
            for pattern in (_STREET, _PHONE, veil.words):
                words = pattern.sub(lambda found: blocks(found.group()), words) if pattern else words
            text = text[: line.span.start] + words + text[line.span.end :]
    return text


def _document(document: Document, veil: _Veil, text: str) -> Document:
    return replace(
        document, path=veil.over_path(document.path), text=text, diagnostics=_diagnostics(document.diagnostics, veil)
    )


def _diagnostics(found: tuple[Diagnostic, ...], veil: _Veil) -> tuple[Diagnostic, ...]:
    return tuple(replace(diagnostic, message=veil.over(diagnostic.message)) for diagnostic in found)


def _texts(items: tuple[Any, ...], veil: _Veil, *names: str) -> tuple[Any, ...]:
    """Records with some of their texts masked."""
    return tuple(
        replace(item, **{name: veil.over(value) for name in names if isinstance(value := getattr(item, name), str)})
        for item in items
    )


def _report(report: FitReport, veil: _Veil, resume: Resume) -> FitReport:
    text = resume.document.text

    def quotes(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(quote, quote=quote.span.of(text)) for quote in evidence)

    return replace(
        report,
        resume=resume,
        posting=_posting(report.posting, veil),
        findings=tuple(
            replace(f, explanation=veil.over(f.explanation), evidence=quotes(f.evidence)) for f in report.findings
        ),
        gates=tuple(replace(g, explanation=veil.over(g.explanation), evidence=quotes(g.evidence)) for g in report.gates),
        actions=tuple(replace(a, text=veil.over(a.text), evidence=quotes(a.evidence)) for a in report.actions),
    )


def _posting(posting: Posting, veil: _Veil) -> Posting:
    """The posting under a masked path; of a tracker export the owner's fields and everything beside the findings is masked."""
    text = posting.document.text
    if posting.tracker:
        kept = [item.span for group in (posting.requirements, posting.conditions, posting.unread) for item in group]
        text = "".join(_around(text, kept))
    document = _document(posting.document, veil, text)
    return replace(posting, document=document, tracker={name: blocks(value) for name, value in posting.tracker.items()})


def _around(text: str, kept: list[Span]) -> Iterator[str]:
    at = 0
    for start, end in sorted(kept):
        yield blocks(text[at:start]) if start > at else ""
        yield text[max(at, start) : end]
        at = max(at, end)
    yield blocks(text[at:])
