"""The composed calls: paths, texts or parsed objects in, reports out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version

from fitscore import gates
from fitscore.checklist import actions
from fitscore.errors import DocumentError, UnknownNameError
from fitscore.matching import Matcher
from fitscore.memory import remembered
from fitscore.model import Check, Document, FitReport, Month, Posting, Ranking, Resume, Skipped
from fitscore.policy import Policy
from fitscore.posting import parse_posting
from fitscore.profile import Profile
from fitscore.readers import collect, read_bytes, read_document, read_documents, read_text
from fitscore.resume import parse_resume
from fitscore.scoring import score
from fitscore.skills import SkillFinder
from fitscore.taxonomy import Taxonomy, load_taxonomy

Source = str | os.PathLike[str] | Document
"""A path, the text itself (anything with a line break), or a document already read."""


@cache
def engine_version() -> str:
    """The installed version of fitscore."""
    try:
        return version("fitscore")
    except PackageNotFoundError:
        return "0+unknown"


@dataclass(frozen=True)
class Scorer:
    """Everything that shapes a result, fixed once: build it once, use it for any number of CVs and postings, from any thread.

    Args:
        taxonomy: the skills; default: the one that ships with fitscore.
        policy: weights and thresholds.
        profile: the applicant's own answers to gates.
        as_of: the date that "Present" means; default: today.
    """

    taxonomy: Taxonomy = field(default_factory=load_taxonomy)
    policy: Policy = field(default_factory=Policy)
    profile: Profile | None = None
    as_of: date = field(default_factory=lambda: datetime.now(tz=UTC).astimezone().date())

    @cached_property
    def finder(self) -> SkillFinder:
        """The skill finder over this taxonomy."""
        return SkillFinder(self.taxonomy)

    @property
    def versions(self) -> Mapping[str, str]:
        """What a result depends on, for every output."""
        return {"fitscore": engine_version(), "taxonomy": self.taxonomy.version}

    def resume(self, cv: Source | Resume) -> Resume:
        """Read a CV.

        Raises:
            DocumentError: the file cannot be read.
        """
        month = Month(self.as_of.year, self.as_of.month)
        if isinstance(cv, Resume):
            return cv
        if isinstance(cv, Document) or _is_text(cv):
            return parse_resume(_document(cv), self.finder, month)
        return remembered(
            Resume,
            os.fsdecode(cv),
            read_bytes(os.fsdecode(cv)),
            f"{self.taxonomy.version} {month}",
            lambda: parse_resume(read_document(cv), self.finder, month),
        )

    def posting(self, posting: Source | Posting) -> Posting:
        """Read a posting (the first one, where a file holds several).

        Raises:
            DocumentError: the file cannot be read.
        """
        if isinstance(posting, Posting):
            return posting
        if isinstance(posting, Document) or _is_text(posting):
            return parse_posting(_document(posting), self.finder)
        return self._read(os.fsdecode(posting))[0]

    def score(self, cv: Source | Resume, posting: Source | Posting) -> FitReport:
        """One CV against one posting."""
        resume = self.resume(cv)
        return self._report(Matcher(resume, self.finder, self.policy), self.posting(posting))

    def rank(self, cv: Source | Resume, postings: Iterable[Source | Posting] | Source) -> Ranking:
        """One CV against many postings, best first. A posting that cannot be read is skipped with a reason.

        Args:
            cv: the CV.
            postings: files, folders (searched for files), texts, documents or parsed postings.

        Raises:
            DocumentError: the CV cannot be read.
        """
        matcher = Matcher(self.resume(cv), self.finder, self.policy)
        reports: list[FitReport] = []
        skipped: list[Skipped] = []
        for item in self.postings(postings):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                reports.append(self._report(matcher, item))
        scored = [report for report in reports if report.score.total is not None]
        scored.sort(key=lambda report: (-(report.score.total or 0), -report.score.high, report.posting.path))
        return Ranking(
            resume=matcher.resume,
            reports=tuple(scored),
            unscored=tuple(report for report in reports if report.score.total is None),
            skipped=tuple(skipped),
            versions=self.versions,
            as_of=self.as_of.isoformat(),
        )

    def postings(self, sources: Iterable[Source | Posting] | Source) -> Iterator[Posting | Skipped]:
        """Read postings one by one, files of folders in a stable order; what cannot be read comes as `Skipped`."""
        if isinstance(sources, (str, os.PathLike, Document)):
            sources = [sources]
        for source in sources:
            if isinstance(source, Posting):
                yield source
            elif isinstance(source, Document) or _is_text(source):
                yield self.posting(source)
            else:
                yield from self._files(source)

    def resumes(self, sources: Iterable[str | os.PathLike[str]]) -> Iterator[Resume | Skipped]:
        """Read CVs one by one; what cannot be read comes as `Skipped`."""
        paths, skipped = collect(list(sources))
        yield from skipped
        for path in paths:
            try:
                yield self.resume(path)
            except DocumentError as error:
                yield Skipped(path=path, reason=error.reason, code=error.code)

    def check(self, report: FitReport, requirement_id: str) -> Check:
        """The check tree of one requirement of a report: every step from the bullet to its credit.

        Raises:
            UnknownNameError: the posting has no such requirement.
        """
        for requirement in report.posting.requirements:
            if requirement.id == requirement_id:
                return Matcher(report.resume, self.finder, self.policy).check(report.posting, requirement)
        known = ", ".join(r.id for r in report.posting.requirements)
        raise UnknownNameError(f"there is no requirement {requirement_id!r}: this posting has {known or 'none'}")

    def _files(self, source: str | os.PathLike[str]) -> Iterator[Posting | Skipped]:
        paths, skipped = collect([source])
        yield from skipped
        for path in paths:
            try:
                yield from self._read(path)
            except DocumentError as error:
                yield Skipped(path=path, reason=error.reason, code=error.code)

    def _read(self, path: str) -> tuple[Posting, ...]:
        """Every posting of a file, from the cache when it was read before."""
        return remembered(
            tuple,
            path,
            read_bytes(path),
            self.taxonomy.version,
            lambda: tuple(parse_posting(document, self.finder) for document in read_documents(path)),
        )

    def _report(self, matcher: Matcher, posting: Posting) -> FitReport:
        findings = tuple(matcher.finding(posting, requirement) for requirement in posting.requirements)
        answered = gates.answer_gates(posting, matcher.resume, self.profile)
        return FitReport(
            resume=matcher.resume,
            posting=posting,
            score=score(posting, findings, self.policy),
            findings=findings,
            gates=answered,
            actions=actions(posting, matcher.resume, findings, answered, self.policy, self.profile),
            versions=self.versions,
            as_of=self.as_of.isoformat(),
        )


def _is_text(source: str | os.PathLike[str]) -> bool:
    return isinstance(source, str) and "\n" in source


def _document(source: str | os.PathLike[str] | Document) -> Document:
    return source if isinstance(source, Document) else read_text(str(source))

