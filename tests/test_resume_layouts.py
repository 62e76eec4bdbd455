"""The same three jobs in every layout CVs use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fitscore.model import Document, Line, Span
from fitscore.resume import parse_resume
from tests.builders import AS_OF, finder
from tests.cv import read

Layout = Callable[[str, str, str, str], str]

JOBS = [
    (
        "Staff Nurse", "Elmbrook General Hospital", "Leeds", "Mar 2019 – Present",
        ["Cared for 28 patients on an acute ward each shift", "Trained new starters on the drug round, cutting errors by 15%"],
    ),
    (
        "Healthcare Assistant", "Willow Court Care Home", "York, UK", "Sep 2015 – Feb 2019",
        ["Washed, fed and moved residents", "Kept fluid charts up to date"],
    ),
    ("Receptionist", "Hart & Pell Dental Practice", "York, UK", "June 2013 – August 2015", ["Booked appointments by phone"]),
]  # fmt: skip

LAYOUTS: dict[str, Layout] = {
    "title, firm, place | dates": lambda t, o, p, d: f"{t}, {o}, {p}\t{d}",
    "title | dates / firm, place": lambda t, o, p, d: f"{t}\t{d}\n{o}, {p}",
    "firm | dates / title": lambda t, o, p, d: f"{o}\t{d}\n{t}",
    "firm | place / title | dates": lambda t, o, p, d: f"{o}\t{p}\n{t}\t{d}",
    "title | place / firm | dates": lambda t, o, p, d: f"{t}\t{p}\n{o}\t{d}",
    "dates / title / firm": lambda t, o, p, d: f"{d}\n{t}\n{o}, {p}",
    "dates / firm / title": lambda t, o, p, d: f"{d}\n{o}\n{t}",
    "dates in the left margin": lambda t, o, p, d: f"{d}\t{t}, {o}",
    "dates: title at firm": lambda t, o, p, d: f"{d}: {t} at {o}, {p}",
    "title at firm (dates)": lambda t, o, p, d: f"{t} at {o} ({d})",
    "pipes": lambda t, o, p, d: f"{t} | {o} | {d}",
    "pipes, firm first": lambda t, o, p, d: f"{o} | {t} | {p} | {d}",
    "dash, firm first": lambda t, o, p, d: f"{o} — {t}, {d}",
    "hyphens": lambda t, o, p, d: f"{t} - {o} - {p}\n{d}",
    "three lines": lambda t, o, p, d: f"{t}\n{o}\n{d} | {p}",
    "four lines": lambda t, o, p, d: f"{t}\n{o}\n{p}\n{d}",
    "four lines, firm first": lambda t, o, p, d: f"{o}\n{t}\n{p}\n{d}",
    "social network export": lambda t, o, p, d: f"{t}\n{o} · Full-time\n{d} · 2 yrs 3 mos\n{p}",
    "labels": lambda t, o, p, d: f"Company: {o}\nPosition: {t}\nDuration: {d}\nLocation: {p}",
    "form": lambda t, o, p, d: f"Dates\t{d}\nOccupation or position held\t{t}\nName and address of employer\t{o}, {p}",
    "at sign": lambda t, o, p, d: f"{t} @ {o} | {p} | {d}",
    "dates in brackets first": lambda t, o, p, d: f"({d}) {t} — {o}",
    "pipes, dates first": lambda t, o, p, d: f"{d} | {t} | {o}",
    "dates without a gap": lambda t, o, p, d: f"{o}, {p} {d}\n{t}",
    "commas": lambda t, o, p, d: f"{t}, {o}, {p}, {d}",
    "colon": lambda t, o, p, d: f"{o}: {t}\n{d}",
    "firm in capitals": lambda t, o, p, d: f"{o.upper()}, {p}\n{t}, {d}",
    "title in capitals": lambda t, o, p, d: f"{t.upper()}\n{o} | {d}",
    "middle dots": lambda t, o, p, d: f"{t} · {o} · {d}",
    "table of dates": lambda t, o, p, d: f"{t}, {o}\t" + "\t".join(d.split(" – ")),
    "dates set off in the line": lambda t, o, p, d: f"{t}, {o}, {d}, full-time",
}


def write(layout: Layout, bullet: str, gap: str) -> str:
    jobs = [layout(t, o, p, d) + "\n" + "".join(f"{bullet}{line}\n" for line in lines) for t, o, p, d, lines in JOBS]
    study = "EDUCATION\nBSc Nursing, Northmoor University, 2012 – 2015\n"
    return "Nadia Ferrant\nLeeds | nadia@example.org | 07700 900123\n\nEXPERIENCE\n" + gap.join(jobs) + "\n" + study


@pytest.mark.parametrize("gap", ["\n", ""], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize("bullet", ["• ", "- ", ""], ids=["bullets", "hyphens", "no bullets"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str, bullet: str, gap: str) -> None:
    resume = read(write(LAYOUTS[layout], bullet, gap))
    found = [(p.title or "", p.organization or "", str(p.start), p.current, len(p.highlights)) for p in resume.positions]
    assert [(title.lower(), firm.lower(), *rest) for title, firm, *rest in found] == [
        ("staff nurse", "elmbrook general hospital", "2019-03", True, 2),
        ("healthcare assistant", "willow court care home", "2015-09", False, 2),
        ("receptionist", "hart & pell dental practice", "2013-06", False, 1),
    ]
    assert resume.total_months == 161
    assert [e.institution for e in resume.education] == ["Northmoor University"]


def test_several_roles_under_one_firm() -> None:
    resume = read(
        "EXPERIENCE\n\nBrightmoor Payments plc, London\n"
        "  Senior Counsel   (March 2022 – present)\n    • Negotiated 40 contracts\n"
        "  Legal Counsel   (Jan 2020 – Feb 2022)\n    • Advised product teams\n\n"
        "Harrow Lyle LLP, London\n  Associate   (Sept 2018 – Dec 2019)\n    • Drafted agreements\n"
    )
    assert [(p.title, p.organization) for p in resume.positions] == [
        ("Senior Counsel", "Brightmoor Payments plc"),
        ("Legal Counsel", "Brightmoor Payments plc"),
        ("Associate", "Harrow Lyle LLP"),
    ]


def test_firm_with_its_whole_range_above_the_roles() -> None:
    resume = read(
        "Work history\n\n"
        "Northwind Mills\t2014 – 2022\nShift Manager\t2018 – 2022\n- Ran nights\nFitter\t2014 – 2018\n- Fixed looms\n"
    )
    assert [(p.title, p.organization, p.start.year if p.start else 0) for p in resume.positions] == [
        ("Shift Manager", "Northwind Mills", 2018),
        ("Fitter", "Northwind Mills", 2014),
    ]
    assert resume.total_months == 108


def test_jobs_without_any_heading() -> None:
    resume = read(
        "Omar Feld\nomar@example.com\n\nShift Supervisor, Cobble Coffee, Dublin, May 2023 - Present\n"
        "Opened and closed the shop.\n\nBarista, Cobble Coffee, Dublin, March 2021 - April 2023\nServed 300 customers a day.\n\n"
        "BA History, Liffey College, 2018 - 2021\n"
    )
    assert [p.title for p in resume.positions] == ["Shift Supervisor", "Barista"]
    assert [(e.area, e.institution) for e in resume.education] == [("History", "Liffey College")]


def test_labels_of_project_style_cvs() -> None:
    resume = read(
        "PROFESSIONAL EXPERIENCE\n\nSenior Tester\tOct 2022 to Present\nHalyard Systems, Denver, CO\n   Responsibilities:\n"
        "   - Wrote test plans\n   Environment: Java, Selenium\n   Team size: 24\n"
    )
    (position,) = resume.positions
    assert (position.title, position.organization) == ("Senior Tester", "Halyard Systems")
    assert {"java", "selenium"} <= {skill.skill_id for skill in resume.skills}
    assert "people-management" not in {skill.skill_id for skill in resume.skills}


def test_wrapped_bullets_are_one_highlight() -> None:
    resume = read(
        "EXPERIENCE\n\nData Engineer, Globex Ltd\t2019 – 2021\n"
        "- Moved sixty batch jobs that nobody dared to touch from one scheduler to another\n"
        "  Airflow ran them nightly\n- Cut the run time from five hours to seventy minutes by pruning what nobody read,\n"
        "  with no lost data\n"
    )
    (position,) = resume.positions
    assert len(position.highlights) == 2


def test_career_breaks_are_no_jobs() -> None:
    resume = read(
        "EXPERIENCE\n\nCareer break: caring for a parent\tJan 2014 - Dec 2014\n\nFitter, Acme Ltd\t2010 - 2013\n- Fitted\n"
    )
    assert [p.title for p in resume.positions] == ["Fitter"]


def test_freelance_stands_for_the_firm() -> None:
    resume = read(
        "EXPERIENCE\n\nEditor, Quill Press\t2018 – 2020\n- Edited\n\n"
        "Freelance copywriter, self-employed\t2016 – 2018\n- Blog posts\n"
    )
    assert [p.organization for p in resume.positions] == ["Quill Press", "self-employed"]


def test_dates_in_prose_start_no_job() -> None:
    resume = read(
        "EXPERIENCE\n\nAnalyst, Globex Ltd\t2019 – 2021\n- Wrote the report that went out in March 2020\n- Promoted in 2021\n"
    )
    assert len(resume.positions) == 1


def test_places_are_learned_from_the_other_jobs() -> None:
    resume = read(
        "EXPERIENCE\n\nBrick & Byte — Junior Developer\n2017 – 2018 · Odense\n- Shops\n\n"
        "Kattegat Ferries — Software Engineer\n2018 – 2022 · Copenhagen\n- Bookings\n"
    )
    assert [(p.title, p.organization, p.location) for p in resume.positions] == [
        ("Junior Developer", "Brick & Byte", "Odense"),
        ("Software Engineer", "Kattegat Ferries", "Copenhagen"),
    ]


def test_two_roles_that_follow_in_one_line() -> None:
    resume = read("EXPERIENCE\n\nAnalyst (2018 – 2020), then Head of Analytics (2020 – present), Pomelo Ltd\n- Grew the team\n")
    (position,) = resume.positions
    assert (position.organization, str(position.start), position.current) == ("Pomelo Ltd", "2018-01", True)


def test_a_job_told_in_one_line() -> None:
    resume = read(
        "EXPERIENCE\nPartner – Harrow LLP (London), September 2019–Present.  Advise banks on payments law.\n"
        "Associate – Harrow LLP (London), 2014–2019.  Drafted contracts.\n"
    )
    assert [(p.title, len(p.highlights)) for p in resume.positions] == [("Partner", 1), ("Associate", 1)]


def test_headings_inside_a_job_are_no_sections() -> None:
    resume = read(
        "EXPERIENCE\n\nAnalyst\nPomelo Ltd, Leeds\nJan 2020 – Mar 2021\nKey achievements:\n- Cut waste by 5%\n"
        "- Promoted to senior analyst in June 2020\nClerk\nBeta Foods\nFeb 2018 – Dec 2019\n- Filed\n"
    )
    assert [p.title for p in resume.positions] == ["Analyst", "Clerk"]
    assert {section.kind for section in resume.sections} == {"experience"}


def test_names_that_look_like_verbs() -> None:
    resume = read("EXPERIENCE\n\n2019 – 2020\nFitter\nWattling Electrical Ltd, Timaru\n- Fitted\n")
    (position,) = resume.positions
    assert (position.organization, position.location) == ("Wattling Electrical Ltd", "Timaru")


def test_a_table_with_a_heading_row() -> None:
    resume = read(
        "EMPLOYMENT\nFrom\tTo\tEmployer\tPosition\n03/2019\tPresent\tOsprey Ltd\tFitter\n"
        "01/2015\t02/2019\tWattling Ltd\tApprentice Fitter\n"
    )
    assert [(p.title, p.organization, str(p.start)) for p in resume.positions] == [
        ("Fitter", "Osprey Ltd", "2019-03"),
        ("Apprentice Fitter", "Wattling Ltd", "2015-01"),
    ]


def test_work_goes_on_in_the_main_column_of_the_next_page() -> None:
    """A sidebar is read before the main column of its page; the work of the page before goes on after it."""
    words = [
        (1, 0, "EXPERIENCE"), (1, 0, "Fitter, Osprey Ltd\t2019 – 2021"), (1, 0, "• Fitted"),
        (2, 1, "EDUCATION"), (2, 1, "BSc Physics, Leeds University, 2010 – 2013"),
        (2, 2, "Apprentice, Wattling Ltd\t2016 – 2018"), (2, 2, "• Learned"),
    ]  # fmt: skip
    text, lines = "", []
    for number, (page, region, line) in enumerate(words, 1):
        lines.append(Line(number=number, span=Span(len(text), len(text) + len(line)), page=page, region=region))
        text += line + "\n"
    document = Document(path="cv.pdf", media_type="application/pdf", text=text, lines=tuple(lines), pages=2)
    resume = parse_resume(document, finder(), AS_OF)
    assert [p.title for p in resume.positions] == ["Fitter", "Apprentice"]
    assert len(resume.education) == 1
