"""The composed calls: paths, texts or parsed objects in, reports out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from fitscore.errors import DocumentError, UnknownNameError
from fitscore.memory import remembered
from fitscore.model import Action, Check, Document, Finding, FitReport, Gate, Month, Posting, Ranking, Resume, Score, Skipped
from fitscore.parallel import TookTooLong, deadline, each, processes
from fitscore.policy import Policy
from fitscore.profile import Profile
from fitscore.readers import collect, read_bytes, read_document, read_documents, read_text
from fitscore.readers.folders import shown_path
from fitscore.store import digest
from fitscore.taxonomy import Taxonomy, load_taxonomy

if TYPE_CHECKING:
    from fitscore.matching import Matcher
    from fitscore.skills import SkillFinder

Source = str | os.PathLike[str] | Document
"""A path, the text itself (anything with a line break), or a document already read."""


@cache
def engine_version() -> str:
    """The installed version of fitscore."""
    from importlib.metadata import PackageNotFoundError, version

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
        from fitscore.skills import SkillFinder

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
        if isinstance(cv, Resume):
            return cv
        if isinstance(cv, Document) or _is_text(cv):
            return self._parse_resume(_document(cv))
        path = os.fsdecode(cv)
        with _told(path):
            content = read_bytes(path)
            depends = self.taxonomy.digest and f"{self.taxonomy.digest} {self.as_of:%Y-%m}"
            return remembered(Resume, path, content, depends, lambda: self._read_resume(path))

    def _read_resume(self, path: str) -> Resume:
        if path.lower().endswith(".pdf"):
            from fitscore.readers.worker_client import start

            start()  # it gets ready while the parsers are imported
        from fitscore.resume import parse_resume

        return parse_resume(read_document(path), self.finder, Month(self.as_of.year, self.as_of.month))

    def _parse_resume(self, document: Document) -> Resume:
        from fitscore.resume import parse_resume

        return parse_resume(document, self.finder, Month(self.as_of.year, self.as_of.month))

    def posting(self, posting: Source | Posting) -> Posting:
        """Read a posting (the first one, where a file holds several).

        Raises:
            DocumentError: the file cannot be read.
        """
        if isinstance(posting, Posting):
            return posting
        if isinstance(posting, Document) or _is_text(posting):
            return self._parse_posting(_document(posting))
        path = os.fsdecode(posting)
        with _told(path):
            return self._read(path, read_bytes(path))[0]

    def _parse_posting(self, document: Document) -> Posting:
        from fitscore.posting import parse_posting

        return parse_posting(document, self.finder)

    def score(self, cv: Source | Resume, posting: Source | Posting) -> FitReport:
        """One CV against one posting."""
        run = Run(self, self.resume(cv))
        return run.report(*run.fit(self.posting(posting)))

    def rank(
        self,
        cv: Source | Resume,
        postings: Iterable[Source | Posting] | Source,
        seen: Callable[[Posting | Skipped], object] | None = None,
        jobs: int | None = 1,
    ) -> Ranking:
        """One CV against many postings, best first. A posting that cannot be read is skipped with a reason.

        Args:
            cv: the CV.
            postings: files, folders (searched for files), texts, documents or parsed postings.
            seen: called with every posting as it is read, for a progress bar.
            jobs: processes to use (the result is the same for any number); None: one a core when there are many files.

        The postings of a ranking do without ``readings`` and the lines of their documents, to keep thousands in memory.

        Raises:
            DocumentError: the CV cannot be read.
        """
        run = Run(self, self.resume(cv))
        reports: list[FitReport] = []
        skipped: list[Skipped] = []
        for item in run.reports(_sources(postings), jobs):
            if seen is not None:
                seen(item if isinstance(item, Skipped) else item.posting)
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                reports.append(item)
        scored = [report for report in reports if report.score.total is not None]
        scored.sort(key=lambda report: (-(report.score.total or 0), -report.score.high, report.posting.path))
        return Ranking(
            resume=run.resume,
            reports=tuple(scored),
            unscored=tuple(report for report in reports if report.score.total is None),
            skipped=tuple(skipped),
            versions=self.versions,
            as_of=self.as_of.isoformat(),
        )

    def postings(self, sources: Iterable[Source | Posting] | Source) -> Iterator[Posting | Skipped]:
        """Read postings one by one, files of folders in a stable order; what cannot be read comes as `Skipped`."""
        for source in _sources(sources):
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
                yield Skipped(path=shown_path(path), reason=error.reason, code=error.code)

    def check(self, report: FitReport, requirement_id: str) -> Check:
        """The check tree of one requirement of a report: every step from the bullet to its credit.

        Raises:
            UnknownNameError: the posting has no such requirement.
        """
        for requirement in report.posting.requirements:
            if requirement.id == requirement_id:
                return Run(self, report.resume).matcher.check(report.posting, requirement)
        known = ", ".join(r.id for r in report.posting.requirements)
        raise UnknownNameError(f"there is no requirement {requirement_id!r}: this posting has {known or 'none'}")

    def _files(self, source: str | os.PathLike[str]) -> Iterator[Posting | Skipped]:
        paths, skipped = collect([source])
        yield from skipped
        for path in paths:
            try:
                with _told(path):
                    found = self._read(path, read_bytes(path))
            except DocumentError as error:
                yield Skipped(path=shown_path(path), reason=error.reason, code=error.code)
            else:
                yield from found

    def _read(self, path: str, content: bytes) -> tuple[Posting, ...]:
        """Every posting of a file, from the cache when it was read before."""
        depends = self.taxonomy.digest
        return remembered(tuple, path, content, depends, lambda: tuple(map(self._parse_posting, read_documents(path))))


Fit = tuple[Score, tuple[Finding, ...], tuple[Gate, ...], tuple[Action, ...]]
"""What comes of one posting."""
UNEXPECTED: tuple[type[Exception], ...] = (Exception,)
"""What becomes a reason to skip one file instead of the end of a run: a fault of ours is told and the rest is done."""


@dataclass(frozen=True)
class Run:
    """One CV, ready for any number of postings. What it needs is built when it is first needed, in each process anew.

    Args:
        scorer: taxonomy, policy, profile, as-of date.
        resume: the CV as read.
    """

    scorer: Scorer
    resume: Resume

    @cached_property
    def matcher(self) -> Matcher:
        """Checks requirements against the CV."""
        from fitscore.matching import Matcher

        return Matcher(self.resume, self.scorer.finder, self.scorer.policy)

    @cached_property
    def key(self) -> str:
        """A digest of all that shapes a result beside the posting; empty where it cannot be told."""
        it = self.scorer
        return it.taxonomy.digest and digest(map(repr, (it.taxonomy.digest, self.resume, it.policy, it.profile, it.as_of)))

    def __getstate__(self) -> dict[str, object]:
        return {"scorer": replace(self.scorer), "resume": self.resume}

    def __call__(self, path: str) -> list[tuple[Posting, Fit] | Skipped]:
        """Read and score one file."""
        try:
            with _told(path):
                return list(self._fits(path))
        except DocumentError as error:
            return [Skipped(path=shown_path(path), reason=error.reason, code=error.code)]

    def reports(self, sources: Iterable[Source | Posting], jobs: int | None) -> Iterator[FitReport | Skipped]:
        """Read and score in the order of the sources; files next to each other may be done by several processes."""
        for is_file, group in groupby(sources, _is_file):
            if is_file:
                paths, skipped = collect([os.fsdecode(source) for source in group])  # type: ignore[arg-type]
                yield from skipped
                count = processes(jobs, len(paths))
                if count > 1:
                    import fitscore.posting

                    _ = self.matcher, fitscore.posting  # so that copies of this process find them ready
                for found in each(self, paths, count, _died):
                    yield from (item if isinstance(item, Skipped) else self.report(*item) for item in found)
            else:
                yield from (self.report(*self.fit(self.scorer.posting(source))) for source in group)

    def report(self, posting: Posting, fit: Fit) -> FitReport:
        """The report of a posting from what came of it."""
        score, findings, gates, actions = fit
        return FitReport(
            resume=self.resume,
            posting=posting,
            score=score,
            findings=findings,
            gates=gates,
            actions=actions,
            versions=self.scorer.versions,
            as_of=self.scorer.as_of.isoformat(),
        )

    def fit(self, posting: Posting) -> tuple[Posting, Fit]:
        """A posting and what comes of it."""
        from fitscore.checklist import actions
        from fitscore.gates import answer_gates
        from fitscore.scoring import score

        policy, profile = self.scorer.policy, self.scorer.profile
        findings = tuple(self.matcher.finding(posting, requirement) for requirement in posting.requirements)
        gates = answer_gates(posting, self.resume, profile)
        todo = actions(posting, self.resume, findings, gates, policy, profile)
        return posting, (score(posting, findings, policy), findings, gates, todo)

    def guarded(self, posting: Posting) -> FitReport:
        """The report of a posting.

        Raises:
            DocumentError: it takes too long, or fitscore fails on it.
        """
        with _told(posting.path):
            return self.report(*self.fit(posting))

    def _fits(self, path: str) -> Iterator[tuple[Posting, Fit]]:
        content = read_bytes(path)
        postings = self.scorer._read(path, content)
        made = remembered(tuple, path, content, self.key, lambda: tuple(self.fit(it)[1] for it in postings), prefix="fit")
        for posting, fit in zip(postings, made, strict=True):
            yield replace(posting, readings=(), document=replace(posting.document, lines=(), hidden=())), fit


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Whatever goes wrong with a file becomes a `DocumentError` with a sentence for the user."""
    path = shown_path(path)
    try:
        with deadline():
            yield
    except DocumentError:
        raise
    except TookTooLong:
        raise DocumentError(path, "it takes too long to read; save what matters as text", "timeout") from None
    except (MemoryError, RecursionError):
        raise DocumentError(path, "it is too large or too deeply nested; save what matters as text", "too_large") from None
    except UNEXPECTED as error:
        reason = f"fitscore fails on this file ({type(error).__name__}); please report it, and save the file as text meanwhile"
        raise DocumentError(path, reason, "failed") from error


def _died(path: str) -> list[tuple[Posting, Fit] | Skipped]:
    reason = "this file makes the reader fail; save what matters as text"
    return [Skipped(path=shown_path(path), reason=reason, code="failed")]


def _sources(sources: Iterable[Source | Posting] | Source) -> Iterable[Source | Posting]:
    return [sources] if isinstance(sources, (str, os.PathLike, Document)) else sources


def _is_file(source: Source | Posting) -> bool:
    return not isinstance(source, (Posting, Document)) and not _is_text(source)


def _is_text(source: str | os.PathLike[str]) -> bool:
    return isinstance(source, str) and "\n" in source


def _document(source: str | os.PathLike[str] | Document) -> Document:
    return source if isinstance(source, Document) else read_text(str(source))

