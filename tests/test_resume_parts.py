"""Sections, education, certificates, languages, contact, months and doubts of a CV."""

from __future__ import annotations

import pytest

from fitscore.datafile import load_data
from fitscore.model import DegreeLevel, PositionKind, Severity
from fitscore.phrases import load_rules
from fitscore.resume.section_names import heading_kind
from fitscore.text import fold
from tests.cv import codes, read

HEADINGS = [
    (entry["id"], side, words)
    for entry in load_data("resume_sections")["kinds"]
    for side in ("yes", "no")
    for words in entry["examples"][side]
]
CUES = [
    (name, part, entry["id"], side, words)
    for name, part in (("resume_hedges", "rules"), ("resume_results", "manages"))
    for entry in load_data(name)[part]
    for side in ("yes", "no")
    for words in entry["examples"][side]
]


@pytest.mark.parametrize(("kind", "side", "words"), HEADINGS)
def test_heading_examples(kind: str, side: str, words: str) -> None:
    assert (heading_kind(words) == kind) == (side == "yes")


@pytest.mark.parametrize(("name", "part", "rule", "side", "words"), CUES)
def test_cue_examples(name: str, part: str, rule: str, side: str, words: str) -> None:
    found = next(it for it in load_rules(name, part) if it.id == rule)
    assert (found.search(fold(words)) is not None) == (side == "yes")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("PROFESSIONAL EXPERIENCE", "experience"), ("Employment History:", "experience"), ("E X P E R I E N C E", "experience"),
        ("1. Education", "education"), ("Education & Training", "education"), ("★ Skills", "skills"),
        ("Core Competencies", "skills"),
        ("Licenses & Certifications", "certificates"), ("Skills & Awards", "skills"), ("About Me", "summary"),
        ("Language skills", "languages"), ("Volunteer Experience", "volunteering"), ("Internships", "internships"),
        ("Where I've worked", "experience"), ("Referees", "references"), ("WORK HISTORY (continued)", "experience"),
        ("Software Engineer", None), ("Acme Experience Centre", None), ("Experienced nurse", None), ("", None),
    ],
)  # fmt: skip
def test_headings(words: str, kind: str | None) -> None:
    assert heading_kind(words) == kind


EDUCATION = [
    ("M.S. Statistics, Otter Bay University\t2017–2019", DegreeLevel.MASTER, "Statistics", "Otter Bay University"),
    ("Otter Bay University\t2019\nBachelor of Arts, Commerce", DegreeLevel.BACHELOR, "Commerce", "Otter Bay University"),
    ("BSc (Hons) Economics, Sable Coast University, 2021 – 2024", DegreeLevel.BACHELOR, "Economics", "Sable Coast University"),
    ("MS Data Science\nRidgemont State University\t2023", DegreeLevel.MASTER, "Data Science", "Ridgemont State University"),
    ("PhD in Physics, University of Tarn, 2020", DegreeLevel.DOCTORATE, "Physics", "University of Tarn"),
    ("2009 – 2014: MSc Geology, Institute of Fjord Studies", DegreeLevel.MASTER, "Geology", "Institute of Fjord Studies"),
    ("B.A. Geography, minor in Music, Sandmere College\t2017", DegreeLevel.BACHELOR, "Geography", "Sandmere College"),
    ("B.Tech in Geology from Godavari Institute, 2016", DegreeLevel.BACHELOR, "Geology", "Godavari Institute"),
    ("Bachelor's degree in Law, Foothills University, May 2013", DegreeLevel.BACHELOR, "Law", "Foothills University"),
    ("High School Diploma, Eastvale High School, 2012", DegreeLevel.HIGH_SCHOOL, None, "Eastvale High School"),
    ("Diploma in Accounting, Redbud Community College, 2024", DegreeLevel.ASSOCIATE, "Accounting", "Redbud Community College"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "level", "area", "school"), EDUCATION)
def test_education(lines: str, level: DegreeLevel, area: str | None, school: str) -> None:
    (study,) = read(f"EDUCATION\n{lines}\n").education
    assert (study.level, study.area, study.institution, study.in_progress) == (level, area, school, False)


@pytest.mark.parametrize(
    "lines",
    [
        "BSc Computer Science, University of Tarn (expected June 2027)",
        "MSc Statistics, University of Tarn\t2025 – Present",
        "BA History, Tidewell College, 2025 – 2028",
        "Currently pursuing a BSc in Biology, Tidewell College",
    ],
)
def test_study_that_still_runs(lines: str) -> None:
    (study,) = read(f"EDUCATION\n{lines}\n").education
    assert study.in_progress


def test_a_degree_expected_in_the_past_is_held() -> None:
    (study,) = read("EDUCATION\nBSc Biology, Tidewell College (expected June 2016)\n").education
    assert not study.in_progress


def test_states_are_no_degrees() -> None:
    (study,) = read("EDUCATION\nBA History, Tidewell College, Boston, MA\t2015\n").education
    assert study.level is DegreeLevel.BACHELOR


def test_certificates() -> None:
    resume = read(
        "CERTIFICATIONS\nAWS Certified Solutions Architect – Associate, 2022\nWorking at Heights, expires 06/2027\n"
        "Non-medical prescribing (V300): currently studying, expected July 2027\n"
    )
    found = [(c.name, str(c.issued), str(c.expires), c.in_progress) for c in resume.certificates]
    assert found == [
        ("AWS Certified Solutions Architect – Associate", "2022-01", "None", False),
        ("Working at Heights", "None", "2027-06", False),
        ("Non-medical prescribing (V300)", "2027-07", "None", True),
    ]


def test_languages() -> None:
    resume = read("LANGUAGES\nEnglish (native), Yoruba (fluent), Welsh - beginner\nGerman B2\n")
    assert [(spoken.language, spoken.fluency) for spoken in resume.languages] == [
        ("English", "C2"), ("Yoruba", "C1"), ("Welsh", "A2"), ("German", "B2")
    ]  # fmt: skip


def test_programming_languages_are_not_spoken() -> None:
    resume = read("SKILLS\nLanguages: Go, Python\nLanguages: English, Spanish\n")
    assert [spoken.language for spoken in resume.languages] == ["English", "Spanish"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Nadia Ferrant\nLeeds | nadia@example.org", "Nadia Ferrant"),
        ("NADIA FERRANT RGN\nnadia@example.org", "NADIA FERRANT"),
        ("Nadia\nFerrant\nNurse\nnadia@example.org", "Nadia Ferrant"),
        ("Name: Nadia Ferrant\nEmail: nadia@example.org", "Nadia Ferrant"),
        ("Curriculum Vitae\nNadia van der Ferrant\nnadia@example.org", "Nadia van der Ferrant"),
        ("Nadia Ferrant   |   Leeds   |   nadia@example.org\nNurse", "Nadia Ferrant"),
        ("Senior Nurse\nnadia@example.org", None),
    ],
)
def test_names(head: str, name: str | None) -> None:
    resume = read(f"{head}\n\nSKILLS\nExcel\n")
    assert resume.name == name
    assert resume.contact["email"] == "nadia@example.org"


def test_contact_is_kept_out_of_the_statements() -> None:
    resume = read(
        "Nad"
        "ia Ferrant\n12 Harbour Row, Cardiff\nnadia@example.org | 07700 900123 | linkedin.com/in/nadia\nNurse\n\nSKILLS\nExcel\n"
    )
    words = " ".join(line.span.of(resume.document.text) for line in resume.statements)
    assert words == "Nurse Excel"
    assert resume.contact["phone"] == "07700 900123"


# ----------------------------------------------------------------------------------------------------------------- months


def test_part_time_work_beside_study_is_kept_apart() -> None:
    resume = read(
        "EXPERIENCE\n\nAnalyst, Globex Ltd\tMay 2025 – Present\n- Reports\n\n"
        "Shop Assistant (part-time), Initech Stores\tSept 2021 – April 2024\n- Tills\n\n"
        "EDUCATION\nBSc Economics, Sable Coast University\t2021 – 2025\n"
    )
    assert [p.kind for p in resume.positions] == [PositionKind.JOB, PositionKind.STUDENT]
    assert resume.total_months == 18
    note = next(d for d in resume.diagnostics if d.code == "months_counted")
    assert note.severity is Severity.INFO
    assert "32 months of part-time work" in note.message


def test_part_time_work_outside_study_counts() -> None:
    resume = read("EXPERIENCE\n\nNurse (part-time), Elm Hospital\tJan 2020 – Dec 2021\n- Wards\n")
    assert resume.total_months == 24


def test_full_time_work_beside_part_time_study_counts() -> None:
    resume = read(
        "EXPERIENCE\n\nAnalyst, Globex Ltd\tJan 2020 – Dec 2021\n- Reports\n\n"
        "EDUCATION\nMBA, Sable Coast University\t2020 – 2021\n"
    )
    assert resume.total_months == 24


def test_internships_count_and_volunteering_does_not() -> None:
    resume = read(
        "EXPERIENCE\n\nMarketing Intern, Globex Ltd\tJune 2024 – August 2024\n- Leaflets\n\nVOLUNTEERING\n\n"
        "Treasurer, Food Bank\t2020 – 2022\n- Books\n"
    )
    assert [p.kind for p in resume.positions] == [PositionKind.INTERNSHIP, PositionKind.VOLUNTEERING]
    assert resume.total_months == 3


def test_projects_are_no_positions() -> None:
    resume = read("PROJECTS\n\nChess engine\t2024 – 2025\n- Search in Rust\n")
    assert resume.positions == ()
    assert {line.section for line in resume.statements} == {"projects"}


@pytest.mark.parametrize(
    ("dates", "code", "months"),
    [
        ("", "undated_role", 0),
        ("January 20XX - Current", "undated_role", 0),
        ("May 2021 - March 2020", "end_before_start", 0),
        ("Jan 2030 - Present", "future_start", 0),
        ("Jan 2020 - Dec 2020", "", 12),
    ],
)
def test_doubtful_dates(dates: str, code: str, months: int) -> None:
    resume = read(f"EXPERIENCE\n\nAnalyst, Globex Ltd\t{dates}\n- Reports\n")
    assert resume.total_months == months
    assert [c for c in codes(resume) if c != "months_counted"] == ([code] if code else [])


def test_claims_are_held_against_the_dates() -> None:
    text = (
        "SUMMARY\nAnalyst with 15 years of experience.\n\nEXPERIENCE\n\n"
        "Analyst, Globex Ltd\tJan 2020 - Dec 2021\n- Reports\n\nSKILLS\nPython: 9 years\n"
    )
    assert {"years_overstated", "skill_years_overstated"} <= set(codes(read(text)))
    fair = text.replace("15 years", "two years").replace("9 years", "2 years")
    assert not {"years_overstated", "skill_years_overstated"} & set(codes(read(fair)))
