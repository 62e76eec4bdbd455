"""What holds for every CV."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fitscore.model import Month, Resume, Span
from tests.cv import read, skills

TITLES = ("Data Analyst", "Nurse", "Electrician", "Team Leader", "Paralegal")
FIRMS = ("Globex Ltd", "Elm Hospital", "Wattling Electrical Ltd", "Fjord Bank", "Harrow LLP")
LINES = (
    "Wrote reports in SQL",
    "Trained 4 new starters",
    "Cut costs by 12% with Excel",
    "Kept the rota",
    "No experience with SAP",
)

MONTHS = st.integers(Month(2000, 1).ordinal, Month(2026, 9).ordinal)
JOB = st.tuples(
    st.sampled_from(TITLES),
    st.sampled_from(FIRMS),
    MONTHS,
    st.integers(0, 80),
    st.lists(st.sampled_from(LINES), min_size=1, max_size=3),
)
Job = tuple[str, str, int, int, list[str]]
SKILLS = "SKILLS\nPython, SQL, Excel\n"
EDUCATION = "EDUCATION\nBSc Physics, Leeds University, 1995 - 1998\n"


def written(job: Job) -> str:
    title, firm, start, length, lines = job
    end = min(start + length, Month(2026, 10).ordinal)
    first, last = Month.at(start), Month.at(end)
    dates = f"{first.month:02d}/{first.year} - {last.month:02d}/{last.year}"
    return f"{title}, {firm}\t{dates}\n" + "".join(f"- {line}\n" for line in lines)


def experience(jobs: list[Job]) -> str:
    return "EXPERIENCE\n\n" + "\n".join(map(written, jobs))


def covered(jobs: list[Job]) -> int:
    last = Month(2026, 10).ordinal
    return len({month for _, _, start, length, _ in jobs for month in range(start, min(start + length, last) + 1)})


@settings(max_examples=40, deadline=None)
@given(st.lists(JOB, min_size=1, max_size=5))
def test_months_are_the_union_of_the_jobs(jobs: list[Job]) -> None:
    resume = read(experience(jobs))
    assert [p.title for p in resume.positions] == [title for title, *_ in jobs]
    assert resume.total_months == covered(jobs)
    assert all(skill.months <= resume.total_months for skill in resume.skills)


@settings(max_examples=30, deadline=None)
@given(st.lists(JOB, min_size=1, max_size=4), JOB)
def test_another_job_never_lowers_the_months(jobs: list[Job], more: Job) -> None:
    before, after = read(experience(jobs)), read(experience([*jobs, more]))
    assert after.total_months >= before.total_months
    less = skills(before)
    assert all(months >= less.get(name, 0) for name, months in skills(after).items())


@settings(max_examples=30, deadline=None)
@given(st.lists(JOB, min_size=1, max_size=3), st.permutations([0, 1, 2]))
def test_the_order_of_sections_changes_nothing(jobs: list[Job], order: list[int]) -> None:
    sections = [experience(jobs), EDUCATION, SKILLS]
    plain = read("\n".join(sections))
    mixed = read("\n".join(sections[place] for place in order))
    assert skills(mixed) == skills(plain)
    assert (mixed.total_months, len(mixed.education)) == (plain.total_months, len(plain.education))


@settings(max_examples=30, deadline=None)
@given(st.lists(JOB, min_size=1, max_size=3), st.sampled_from(LINES))
def test_a_repeated_line_changes_no_months(jobs: list[Job], line: str) -> None:
    title, firm, start, length, lines = jobs[-1]
    once = [*jobs[:-1], (title, firm, start, length, [*lines, line])]
    twice = [*jobs[:-1], (title, firm, start, length, [*lines, line, line])]
    assert skills(read(experience(once))) == skills(read(experience(twice)))


def spans_of(resume: Resume) -> list[Span]:
    found = [line.span for line in resume.statements]
    found += [p.span for p in resume.positions] + [h for p in resume.positions for h in p.highlights]
    found += [e.span for e in resume.education] + [c.span for c in resume.certificates] + [s.span for s in resume.languages]
    found += [span for s in resume.skills for m in s.mentions for span in (m.span, m.context)]
    return found + [d.span for d in resume.diagnostics if d.span is not None]


PIECES = st.sampled_from(
    [
        *("EXPERIENCE", "Education", "Skills:", "• ", "- ", "\t", "\n", "\n\n", "\f", "   ", "(", ")", ",", "|", "é", "\u200b"),
        *("2019 – 2020", "May 2020", "Present", "5 years", "BSc", "University of Leeds", "Engineer", "at", "Globex Ltd"),
        *("Python", "SQL, Excel", "no experience with", "familiar with"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_and_spans_lie_inside(text: str) -> None:
    resume = read(text)
    for span in spans_of(resume):
        assert 0 <= span.start < span.end <= len(text)
    for skill in resume.skills:
        for mention in skill.mentions:
            assert mention.span.of(text) == mention.surface
            assert mention.context.contains(mention.span)
    assert 0 <= resume.total_months <= 1200


def test_the_same_text_reads_the_same() -> None:
    text = experience([("Nurse", "Elm Hospital", 24200, 20, list(LINES))]) + EDUCATION + SKILLS
    assert read(text) == read(text)
