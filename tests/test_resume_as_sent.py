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
    ("Poll judge, then head judge\t2015 - 2018\nQuill County", ("Poll judge, then head judge", "Quill County")),
    ("Contract, evenings (about 8 h a week)\t2015 - 2018\nQuill Hosting", ("Contract", "Quill Hosting")),
    ("Library page\t2011 - 2014\nQuill Town Library (student job)", ("Library page", "Quill Town Library")),
    ('Baker, "Quill Loaves"\t2011 - 2014', ("Baker", "Quill Loaves")),
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


FIRMS: list[tuple[str, list[Job]]] = [
    # a firm over the roles that name none, between other entries
    ("Baker\t2021 - now\nRye & Vine Ltd, Hove\n- Ran the ovens\nMill Kitchens Ltd (canteens, 90 people), Leeds\n"
     "Senior Cook\t2018 - 2020\n- Planned menus\nCook\t2016 - 2017\n- Cooked",
     [("Baker", "Rye & Vine Ltd"), ("Senior Cook", "Mill Kitchens Ltd (canteens, 90 people)"),
      ("Cook", "Mill Kitchens Ltd (canteens, 90 people)")]),
    # a unit inside the employer that stands over the roles with its whole range
    ("ROYAL QUILL NAVY\t05/2009 - 04/2021\nChief Cook, 3rd Supply Group, Portsend\t2015 - 04/2021\n- Fed 400\n"
     "Cook, Harbour Battalion\t05/2009 - 2014\n- Cooked\nBaker, Crust Ltd\t2005 - 2008\n- Baked",
     [("Chief Cook", "ROYAL QUILL NAVY"), ("Cook", "ROYAL QUILL NAVY"), ("Baker", "Crust Ltd")]),
    # a date of its own over a title in small letters
    ("2016/10 - 2021/03\nQuill Architects Ltd, Derby\n2018/10 - 2021/03\narchitect\nDrew a school.\n2016/10 - 2018/09\n"
     "trainee architect, two years' traineeship\nDrew a barn.",
     [("architect", "Quill Architects Ltd"), ("trainee architect", "Quill Architects Ltd")]),
    ("Lab technician, Department of Botany, Otter Bay University, Leeds\t2018 - 2020\n- Washed",
     [("Lab technician", "Department of Botany, Otter Bay University")]),
    # a department beside the employer, over the roles held there
    ("Rye & Vine Ltd - Bread Counter\t05/2015 - 12/2020\nBaker II\t06/2018 - 12/2020\n- Baked\n"
     "Baker I\t05/2015 - 05/2018\n- Swept",
     [("Baker II", "Rye & Vine Ltd"), ("Baker I", "Rye & Vine Ltd")]),
    ("4.7.2005 - 29.7.2005\tHoliday job, Quill Mills, Derby", [("Holiday job", "Quill Mills")]),
    ("Legal Intern\tSummer 2013\nOffice of Loaves (June to August)\n- Filed", [("Legal Intern", "Office of Loaves")]),
    ("since 2006\tVolunteer fire brigade Quill, pump operator\n- Pumped", [("pump operator", "Volunteer fire brigade Quill")]),
    # the branch of a title is no firm, where the firm stands over the roles
    ("RYE BANK PLC, Leeds\nSenior Analyst, Grain Risk\t03/2018 - 2020\n- Weighed\nAnalyst, Mill Lending\t2016 - 02/2018\n- Lent",
     [("Senior Analyst, Grain Risk", "RYE BANK PLC"), ("Analyst, Mill Lending", "RYE BANK PLC")]),
    ("Trainee, Audit Department, Quill Ports Ltd\t2015 - 2016", [("Trainee", "Audit Department, Quill Ports Ltd")]),
    # clients of one's own stand inside the job
    ("Freelance Designer\t04/2019 - present\nQuill Oats (2021-22): packaging for nine lines\nOtter Trust (2020-21): reports\n"
     "Senior Designer, Rye Studio\t2015 - 2018", [("Freelance Designer", None), ("Senior Designer", "Rye Studio")]),
    ("Baker, Rye Ltd\t2015 - 2018\n- Baked\nTravel and visiting family in Fiji\t2014 - 2015", [("Baker", "Rye Ltd")]),
    ("Nurse\nQuill Hospital, Heron Ward (20 beds)\n2018 - 2020\n- Cared", [("Nurse", "Quill Hospital")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), FIRMS)
def test_firms_over_and_units_inside(lines: str, expected: list[Job]) -> None:
    assert named(cv(lines)) == expected


def test_an_open_dash_before_a_wide_gap_goes_on_until_now() -> None:
    position = cv("2021-10 -    Baker, Crust & Co Ltd, Leeds", "- Ran the ovens").positions[0]
    assert (str(position.start), position.current) == ("2021-10", True)


def test_headings_in_words_of_their_own_are_known_by_the_blank_lines_before_them() -> None:
    resume = read(
        "Ada Marsh\nada@example.org\n\nOvens\nHead Baker, Crust Ltd\t2019 - now\n- Ran the ovens\nBaker, Rye Ltd\t2015 - 2018\n"
        "\nMarket days\nOwn bread stall, Vine Square\t2017 - 2019\n\nLearning\n"
        "Higher Diploma in Milling, Otter Bay College\t2014\n"
        "\nClubs and such\nsince 2012    Treasurer, Quill Society\n\nLanguages\nEnglish\n"
    )
    assert [(p.title, p.organization, p.kind.value) for p in resume.positions] == [
        ("Head Baker", "Crust Ltd", "job"), ("Baker", "Rye Ltd", "job"), ("Own bread stall", "Vine Square", "job"),
        ("Treasurer", "Quill Society", "volunteering"),
    ]  # fmt: skip
    assert [(study.degree, study.institution) for study in resume.education] == [("Higher Diploma", "Otter Bay College")]


def test_firms_behind_blank_lines_are_no_headings() -> None:
    resume = read(
        "Ada Marsh\nada@example.org\n\nExperience\n\nCopper Kettle\nChef\t2019 - now\n- Cooked\n\n"
        "Vine House\nBaker\t2015 - 2018\n- Baked\n\nSkills\nBread\n\nLanguages\nEnglish\n"
    )
    assert named(resume) == [("Chef", "Copper Kettle"), ("Baker", "Vine House")]


def test_unpaid_work_says_so_in_its_head() -> None:
    resume = cv("Trail leader, Quill Hikers, since 2018 (unpaid)", "- Led", "Baker, Crust Ltd, 2015 - 2018", "- Baked")
    assert [p.kind for p in resume.positions] == [PositionKind.VOLUNTEERING, PositionKind.JOB]


STUDIES = [
    ("BSc Botany, 2012 - 2014, Otter Bay University. Broken off after two years", "Otter Bay University", None, False),
    ("MBA, 21 units earned (on leave since 2024)\nOtter Bay University", "Otter Bay University", None, False),
    ("9.2015 - 8.2018\tApprenticeship as baker, Crust Bakery, Leeds", "Crust Bakery", "2018-08", False),
    ("Graduate Certificate in Baking\tdue Nov 2027\nOtter Bay University", "Otter Bay University", "2027-11", True),
    ("BSc (Hons) Botany, 2:1\t2014\nOtter Bay University. Exchange term in Lyon, 2012", "Otter Bay University", "2014-12", False),
    ("Diploma in Milling, Quill College, Leeds - 2018 (GPA 3.7)", "Quill College", "2018-12", False),
]


@pytest.mark.parametrize(("lines", "school", "end", "runs"), STUDIES)
def test_studies(lines: str, school: str, end: str | None, runs: bool) -> None:
    (study,) = cv(*lines.split("\n"), section="EDUCATION").education
    assert (study.institution, str(study.end) if study.end else None, study.in_progress) == (school, end, runs)


def test_lines_with_degree_and_school_are_studies_of_their_own() -> None:
    lines = (
        "BSN, Otter Bay University, Austin, TX, May 2017, magna cum laude",
        "MSN-FNP, Quill University (online), in progress, expected 12/2027",
    )
    resume = cv(*lines, section="School and training")
    assert [(s.degree, s.institution, str(s.end), s.in_progress) for s in resume.education] == [
        ("BSN", "Otter Bay University", "2017-05", False), ("MSN", "Quill University (online)", "2027-12", True),
    ]  # fmt: skip


def test_dates_alone_over_names_without_blank_lines() -> None:
    resume = read(
        "Ada Marsh\nada@example.org\n\nWORK\n\n03/2019 - present\nOven mechanic, night shift\n"
        "Crust Works Ltd, Leeds\n- Mended ovens\n\n"
        "09/2015 - 02/2019\nOven mechatronic (shift work)\nRye Works Ltd, Derby\n- Mended mills\n\n"
        "EDUCATION\n\n09/2012 - 02/2015\nVocational training: oven builder (IHK)\nRye Works Ltd, Derby\n"
        "2006 - 2012\nRealschule Quillbach, Leeds\n"
    )
    assert named(resume) == [("Oven mechanic", "Crust Works Ltd"), ("Oven mechatronic (shift work)", "Rye Works Ltd")]
    assert [(s.institution, str(s.end)) for s in resume.education] == [
        ("Rye Works Ltd", "2015-02"), ("Realschule Quillbach", "2012-12"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["College and apprenticeship", "School and training"])
def test_schools_beside_other_names_make_a_section_of_studies(heading: str) -> None:
    resume = cv("Diploma in Baking, Otter College of Bread\t2009 - 2011", section=heading)
    assert (len(resume.positions), [s.institution for s in resume.education]) == (0, ["Otter College of Bread"])


def test_a_study_at_a_distance_leaves_part_time_work_a_job() -> None:
    resume = cv("Archivist (part-time)\t2017 - 2018\nQuill Library Ltd", "", "EDUCATION", "",
                "MA Archives (distance learning), Otter Bay University\t2016 - 2018")  # fmt: skip
    assert [p.kind for p in resume.positions] == [PositionKind.JOB]


def test_the_heads_of_a_table_are_no_entry() -> None:
    resume = cv("When\tWhat\tWhere", "since 05/2022\tSous chef\tGasthaus Quill, Leeds", "2019 - 2022\tCommis chef\tHotel Otter")
    assert named(resume) == [("Sous chef", "Gasthaus Quill"), ("Commis chef", "Hotel Otter")]


def test_two_studies_in_two_lines_are_two() -> None:
    lines = (
        "Diploma in Milling, Quill College, Austin, TX - 2018 (GPA 3.7)",
        "Bachelor of Science, Botany, Otter Bay University - in progress, anticipated May 2027",
    )
    resume = cv(*lines, section="EDUCATION")
    assert [(s.institution, str(s.end), s.in_progress) for s in resume.education] == [
        ("Quill College", "2018-12", False), ("Otter Bay University", "2027-05", True),
    ]  # fmt: skip


def test_posts_told_by_the_sentence_in_one_line_are_several() -> None:
    line = "Listening volunteer, Quill Nightline, 2014 to 2016. School governor at Otter Lane Primary, since 09/2024."
    resume = cv(line, section="VOLUNTARY")
    assert named(resume) == [("Listening volunteer", "Quill Nightline"), ("School governor", "Otter Lane Primary")]
    assert [p.kind for p in resume.positions] == [PositionKind.VOLUNTEERING] * 2


def test_a_firm_that_the_margin_broke_goes_on_below_its_cell() -> None:
    resume = cv("1.4.2020 - 30.6.2022     Deputy Head Baker, Brunnfeld Bread",
                "                         Works Ltd, Derby", "  - Baked", "",
                "1.2.2014 - 29.2.2020     Baker, Rye Ltd, Leeds")  # fmt: skip
    assert named(resume)[0] == ("Deputy Head Baker", "Brunnfeld Bread Works Ltd")
