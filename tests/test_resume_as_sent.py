"""CVs as people send them: how a head is told apart into title, firm and remarks, and entries from each other."""

from __future__ import annotations

import pytest

from fitscore.model import PositionKind, Resume
from fitscore.resume.lexicon import is_term
from tests.cv import read

Job = tuple[str | None, str | None]


def cv(*lines: str, section: str = "EXPERIENCE") -> Resume:
    return read("Ada Marsh\nada@example.org\n\n" + section + "\n\n" + "\n".join(lines) + "\n")


def named(resume: Resume) -> list[Job]:
    return [(p.title, p.organization) for p in resume.positions]


@pytest.mark.parametrize(
    "words",
    ["two evenings a week", "every other Sunday", "summers and holidays while at college", "alternate weekends during my degree",
     "about 6 hrs a week beside the main job", "three years' traineeship", "student job", "unpaid", "0.6 FTE"],
)  # fmt: skip
def test_words_that_only_tell_the_hours(words: str) -> None:
    assert is_term(words)


@pytest.mark.parametrize("words", ["Sunday School", "Friday Foods", "Summer analyst", "Day Nursery", "Night porter"])
def test_names_that_hold_a_time_are_names(words: str) -> None:
    assert not is_term(words)


HEADS: list[tuple[str, Job]] = [
    ("Barista, weekends while at college, Copper Kettle\t2012 - 2014", ("Barista", "Copper Kettle")),
    ("Waiter, holidays and Sundays while at university\t2012 - 2014\nCopper Kettle, Leeds", ("Waiter", "Copper Kettle")),
    ("Placement student, web team\t2015 - 2016\nOrrin Rail, Derby", ("Placement student", "Orrin Rail")),
    ("Quill Rail Ltd, Derby - student worker, yard office, one day a week\t2015 - 2016", ("student worker", "Quill Rail Ltd")),
    ("Ward clerk, then ward manager, Quill Hospital\t2015 - 2018", ("Ward clerk, then ward manager", "Quill Hospital")),
    ("Tutor, sixth form physics\t2015 - 2018\nQuill Tuition Centre", ("Tutor, sixth form physics", "Quill Tuition Centre")),
    ("2013 - 2015\tStage builder for several theatres, student job", ("Stage builder for several theatres", None)),
]


@pytest.mark.parametrize(("lines", "job"), HEADS)
def test_remarks_are_neither_title_nor_firm(lines: str, job: Job) -> None:
    assert named(cv(lines, "- Kept the books and the peace"))[0] == job


@pytest.mark.parametrize(
    ("study", "kind"),
    [
        ("BA History, Otter Bay University, 2014", PositionKind.STUDENT),
        ("BA History, Otter Bay University, 2021", PositionKind.JOB),
        ("BA History, Otter Bay University, 2011 - 2014", PositionKind.STUDENT),
    ],
)
def test_work_beside_a_study_of_which_only_the_end_is_told(study: str, kind: PositionKind) -> None:
    resume = cv("Barista, weekends while at college, Copper Kettle\t2012 - 2013", "- Poured", "", "EDUCATION", "", study)
    assert [p.kind for p in resume.positions] == [kind]
