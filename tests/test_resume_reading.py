"""CVs as people write them: notes beside dates, promotions, breaks, odd headings, lists of certificates, several formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitscore.model import Resume
from fitscore.readers import read_document
from fitscore.resume import parse_resume
from tests.builders import AS_OF, finder
from tests.cv import job, mentions, read

Job = tuple[str, str, str, str]


def jobs(resume: Resume) -> list[Job]:
    """Title, organisation, start and end of each position."""
    return [
        (p.title or "", p.organization or "", str(p.start), "now" if p.current else str(p.end)) for p in resume.positions
    ]


def cv(section: str, *lines: str) -> Resume:
    return read("Ada Marsh\nada@example.org\n\n" + section + "\n\n" + "\n".join(lines) + "\n")


WORK: list[tuple[str, list[Job]]] = [
    ("Head Baker - Nov 2024 - present (about two shifts a month)\nCrust & Co Ltd\n- Ran the ovens",
     [("Head Baker", "Crust & Co Ltd", "2024-11", "now")]),
    ("Head Baker\nCrust & Co Ltd, Leeds\nApr 2022 - present (parental leave Jan - Jun 2024)\n- Ran the ovens",
     [("Head Baker", "Crust & Co Ltd", "2022-04", "now")]),
    ("Head Baker, Crust & Co Ltd\n2019 - 2022, about 4 hours a week, freelance\n- Ran the ovens",
     [("Head Baker", "Crust & Co Ltd", "2019-01", "2022-12")]),
    ("Crust & Co Ltd, Leeds\t08/2019 - Present\nBaker, Shift Lead from 03/2022\n- Ran the ovens",
     [("Baker, Shift Lead from 03/2022", "Crust & Co Ltd", "2019-08", "now")]),
    ("Baker, from Jan 2019 Head Baker\nCrust & Co Ltd, Leeds\nNov 2016 - Jun 2020\n- Ran the ovens",
     [("Baker, from Jan 2019 Head Baker", "Crust & Co Ltd", "2016-11", "2020-06")]),
    ("Head Baker - Feb 2024 - present\nMill Kitchens Ltd. Full time, then 30 hours a week since Sept 2024\n- Ran the ovens",
     [("Head Baker", "Mill Kitchens Ltd", "2024-02", "now")]),
    ("Head Baker\nCrust Services, Inc. (client: Rye Health, three\nhospitals; night shift)\nJan 2023 - Present\n- Ran the ovens",
     [("Head Baker", "Crust Services, Inc. (client: Rye Health, three hospitals; night shift)", "2023-01", "now")]),
    ("Head Baker (apprentice until Feb 2017)\nCrust & Co Ltd\nJan 2015 - Feb 2020\n- Ran the ovens",
     [("Head Baker (apprentice until Feb 2017)", "Crust & Co Ltd", "2015-01", "2020-02")]),
    ("2014-2019: Head Baker, Crust & Co Ltd. I ran the ovens and was\ndeputy manager for two years.",
     [("Head Baker", "Crust & Co Ltd", "2014-01", "2019-12")]),
    ("Head Baker, Crust & Co Ltd, 2005-2012, with time off for children 2008-2010.",
     [("Head Baker", "Crust & Co Ltd", "2005-01", "2012-12")]),
    ("CRUST, INC. (2015 - Present)\nBakes for 900 shops.\n\nHead Baker (2019 - Present)\n- Ran the ovens\n\n"
     "Manager, Ovens (2015 - 2019)\n- Kept the fires",
     [("Head Baker", "CRUST, INC.", "2019-01", "now"), ("Manager, Ovens", "CRUST, INC.", "2015-01", "2019-12")]),
    ("Head Baker, Crust Ltd, Leeds since spring 2022\nRan the ovens four nights a week.\n\nBaker - Rye & Vine, Hove\n"
     "2019-22 (furloughed April-July 2020)\nSauce, then bread.\n\nCommis, Grand Hotel\nSept 2016 to summer 2019",
     [("Head Baker", "Crust Ltd", "2022-03", "now"), ("Baker", "Rye & Vine", "2019-01", "2022-12"),
      ("Commis", "Grand Hotel", "2016-09", "2019-08")]),
    ("Head Baker, Crust & Co Ltd\tSept 2021 - Present\n Ran the ovens.\n\nCareer break raising twins\tJan 2015 - Aug 2021\n"
     " Treasurer of the school club 2018-2021.\n\nBaker, Rye Ltd\tMay 2009 - Dec 2014\n Kneaded.",
     [("Head Baker", "Crust & Co Ltd", "2021-09", "now"), ("Baker", "Rye Ltd", "2009-05", "2014-12")]),
    ("Head Baker, Crust Travel\t2016 - 2020\n- Ran the ovens", [("Head Baker", "Crust Travel", "2016-01", "2020-12")]),
    ("Crust Ltd, village bakery | Head Baker, 24 hrs/week | Apr 2019 - Aug 2020\n- Ran the ovens",
     [("Head Baker", "Crust Ltd", "2019-04", "2020-08")]),
    ("Oven cleaner, nights, part-time during my training\nGolden Crust Mill, Harbury, 10/2013 to 08/2016\n- Swept",
     [("Oven cleaner", "Golden Crust Mill", "2013-10", "2016-08")]),
    ("Head Baker, 3 days a week\t2 years, until May 2020\nCrust & Co Ltd\n- Ran the ovens",
     [("Head Baker", "Crust & Co Ltd", "2018-06", "2020-05")]),
    ("Head Baker\tJune 2021 to Christmas 2022\nCrust & Co Ltd\n- Ran the ovens",
     [("Head Baker", "Crust & Co Ltd", "2021-06", "2022-12")]),
    ("Head Baker, Crust & Co Ltd\t2016 - 2020\n- Ran the ovens\n\nOut of work after the mill closed\t03/2020 - 08/2020",
     [("Head Baker", "Crust & Co Ltd", "2016-01", "2020-12")]),
    ("Head Baker – Rye Drugs, Surrey BC – 2021/03 to present\n- Ran the ovens", [("Head Baker", "Rye Drugs", "2021-03", "now")]),
    ("2012 - 2013\tInternship\nCrust Atelier, Bordeaux\n- Kneaded", [("Internship", "Crust Atelier", "2012-01", "2013-12")]),
    ("Baker, bank, weekends – 2017 – 2019\nMill NHS Trust (elderly care, during my degree)\n- Kneaded",
     [("Baker", "Mill NHS Trust (elderly care, during my degree)", "2017-01", "2019-12")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORK, ids=[text[:40] for text, _ in WORK])
def test_work(text: str, expected: list[Job]) -> None:
    found = jobs(cv("EXPERIENCE", text))
    assert [job[2:] for job in found] == [job[2:] for job in expected]
    for (title, firm, *_), (said_title, said_firm, *_) in zip(found, expected, strict=True):
        assert title.startswith(said_title)
        assert firm.startswith(said_firm)


@pytest.mark.parametrize(
    ("text", "title", "firm", "place"),
    [
        ("Head Baker, 24 hrs/week\t2019 - 2020\nCrust Ltd, village bakery, Harbury", "Head Baker", "Crust Ltd", "Harbury"),
        ("Oven Cleaner, nights, part-time during my training\nGolden Crust Mill, Harbury, 10/2013 to 08/2016",
         "Oven Cleaner", "Golden Crust Mill", "Harbury"),
        ("Head Baker, a few evenings a month\t2019 - 2020\nCrust Ltd", "Head Baker", "Crust Ltd", None),
    ],
)  # fmt: skip
def test_names_hold_no_terms_and_no_descriptions(text: str, title: str, firm: str, place: str | None) -> None:
    (position,) = cv("EXPERIENCE", text + "\n- Ran the ovens").positions
    assert (position.title, position.organization, position.location) == (title, firm, place)


def test_a_promotion_and_a_note_do_not_change_the_months() -> None:
    resume = cv("EXPERIENCE", "Crust & Co Ltd, Leeds\t08/2019 - Present", "Baker, Shift Lead from 03/2022", "- Ran the ovens")
    assert resume.total_months == resume.positions[0].months == 12 * 7 + 3


STUDY: list[tuple[str, list[tuple[str | None, str | None, str | None]]]] = [
    ("B.A., Communication (minor in Spanish), Mesa State College, Durango, CO - 2016",
     [("bachelor", "Communication", "Mesa State College")]),
    ("B.A., LL.B. (Hons.), five-year integrated - Deccan University, 2012-17", [("bachelor", "law", "Deccan University")]),
    ("BSc (Hons) Nursing (Adult), 2:1 – University of Penhall, Sept 2016 – Aug 2019",
     [("bachelor", "Nursing (Adult)", "University of Penhall")]),
    ("- M.A. Economics, Lake University, 2014. Thesis on prices (panel regression).\n- B.A. Economics, Stony College, 2012",
     [("master", "Economics", "Lake University"), ("bachelor", "Economics", "Stony College")]),
    ("A.A.S., Office Support, Earth College, 2014\nB.S. Public Administration, online, Lakes University: 84 of "
     "120 credits, evenings, expected 2028",
     [("associate", "Office Support", "Earth College"), ("bachelor", "Public Administration", "Lakes University")]),
    ("BSc Physics, Northmoor University, 2014 - 2016 (not completed)", [(None, "Physics", "Northmoor University")]),
    ("Master Urban Sociology, Delta University, 2014", [("master", "Urban Sociology", "Delta University")]),
    ("Bachelor of Commerce (Hons.), Information Systems, co-op option. University of Assin, 2016 – 2020",
     [("bachelor", "Information Systems", "University of Assin")]),
    ("Tulsa High School, diploma 2013", [("high_school", None, "Tulsa High School")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STUDY, ids=[text[:40] for text, _ in STUDY])
def test_studies(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    found = cv("EDUCATION & ENROLMENT", text).education
    assert [(s.level.value if s.level else None, s.area, s.institution) for s in found] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AWS Solutions Architect - Associate (lapsed 05.2026)", ["AWS Solutions Architect - Associate"]),
        ("CKA, 05.2023, lapsed 05.2026", ["CKA"]),
        ("SnowPro Core (2025), dbt Analytics Engineering (2024)", ["SnowPro Core", "dbt Analytics Engineering"]),
        ("Forklift and boom lift (plant cards, renewed 2025)", ["Forklift and boom lift"]),
        ("Food hygiene (2021). Allergen course 2 started 2025, not finished yet.", ["Food hygiene"]),
    ],
)
def test_certificates_keep_their_names(text: str, names: list[str]) -> None:
    found = [certificate.name for certificate in cv("LICENSES AND CARDS", text).certificates]
    assert found[: len(names)] == names


def test_certificates_among_degrees_are_no_schools() -> None:
    resume = cv("Education and credentials", "B.S. Logistics\tPlains University\t2013", "PMP\tPMI\t2017, current")
    assert [study.institution for study in resume.education] == ["Plains University"]
    assert [certificate.name for certificate in resume.certificates] == ["PMP"]


@pytest.mark.parametrize(
    ("line", "hedged", "plain"),
    [
        ("Looker, some Tableau · Kubernetes · SQL", "tableau", "sql"),
        ("Python, SQL (basic), Java", "sql", "java"),
        ("Tableau (reader, not author), SQL", "tableau", "sql"),
        ("Basic Java and advanced Python", "java", "python"),
    ],
)
def test_a_hedge_ends_with_its_item(line: str, hedged: str, plain: str) -> None:
    resume = cv("SKILLS", line)
    assert mentions(resume, hedged)
    assert all(mention.hedged for mention in mentions(resume, hedged))
    assert mentions(resume, plain)
    assert not any(mention.hedged for mention in mentions(resume, plain))


@pytest.mark.parametrize(
    ("line", "hedged", "plain"),
    [
        ("Plenty of Excel (pivots, Power Query, some VBA)", "vba", "excel"),
        ("Plenty of Excel (some VBA, pivots, Power BI)", "vba", "power-bi"),
        ("Plenty of Excel (some VBA, pivots, Power BI)", "vba", "excel"),
        ("Databases: PostgreSQL, SQL Server, basic MongoDB", "mongodb", "postgresql"),
        ("SQL: joins, window functions, some MongoDB", "mongodb", "sql"),
        ("Excel (pivots, familiar with VBA)", "vba", "excel"),
        ("Excel (pivots, basic), SQL", "excel", "sql"),
        ("Excel (some), SQL", "excel", "sql"),
        ("Excel (basic formulas), SQL", "excel", "sql"),
        ("Excel: a bit rusty, pivots mostly", "excel", "sql"),
    ],
)
def test_a_hedge_speaks_for_the_name_after_it(line: str, hedged: str, plain: str) -> None:
    resume = read(job("Kept the books") + f"\nSKILLS\n\n{line}\nSQL\n")
    assert mentions(resume, hedged)
    assert all(mention.hedged for mention in mentions(resume, hedged))
    assert mentions(resume, plain)
    assert not any(mention.hedged for mention in mentions(resume, plain))


def test_a_bare_no_takes_back() -> None:
    resume = cv("SKILLS", "Excel, SQL.", "No Python.")
    assert mentions(resume, "python")
    assert all(mention.negated for mention in mentions(resume, "python"))


def test_jobs_among_other_things_are_read() -> None:
    resume = read(
        "Ada Marsh\nada@example.org\n\nWORK\n\nHead Baker, Crust Ltd\t2019 - 2022\n- Ran the ovens\n\nALSO\n"
        "Estate agent, part time, Cotton Realty, Mar 2019 - Nov 2021.\n\nLANGUAGES\nEnglish\n"
    )
    assert jobs(resume)[1] == ("Estate agent", "Cotton Realty", "2019-03", "2021-11")


MARKDOWN = """\
# Ada Marsh
**Baker** · ada@example.org

## Career

### Head Baker
**Crust** (bread, cakes), Leeds
*Apr 2022 – present* (parental leave Jan – Jun 2024)

- Ran the ovens

**Baker, Rye & Co Ltd** | *2019–2022* \\| Leeds

- Kneaded

## Studies

- **M.A. Economics**, Lake University, 2014. Thesis on prices.

| What | How well |
|---|---|
| SQL | daily |
"""


def test_marks_of_markdown_are_no_content(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    document = read_document(path)
    resume = parse_resume(document, finder(), AS_OF)
    assert jobs(resume) == [
        ("Head Baker", "Crust (bread, cakes)", "2022-04", "now"), ("Baker", "Rye & Co Ltd", "2019-01", "2022-12"),
    ]  # fmt: skip
    assert [(study.area, study.institution) for study in resume.education] == [("Economics", "Lake University")]
    assert "**" not in document.text
    assert all(statement.span.of(document.text) for statement in resume.statements)


PAGE = """<!doctype html><html><body><header><h1>Ada Marsh</h1><p>ada@example.org</p></header><main>
<section><h2>Work</h2>
<article><h3>Head Baker &ndash; Crust GmbH, Hamburg</h3><p><time>04.2023</time> &ndash; today (parental leave 11.2024 &ndash;
08.2025)</p><ul><li>Ran the ovens</li></ul></article>
<article><h3>On the side: newsletter editor &ndash; Neighbourhood Museum, Bremen</h3>
<p>2019 &ndash; 2022, about 4 hours a week</p>
<ul><li>Wrote the monthly letter</li></ul></article></section>
<section><h2>Education and courses</h2><dl><dt>B.A. Media Studies, minor in English</dt>
<dd>University of Emsrode, 10.2011 &ndash; 08.2015. Thesis on ferries.</dd></dl></section></main></body></html>"""


def test_a_plain_page_reads_as_it_looks(tmp_path: Path) -> None:
    path = tmp_path / "cv.html"
    path.write_text(PAGE, encoding="utf-8")
    resume = parse_resume(read_document(path), finder(), AS_OF)
    assert resume.name == "Ada Marsh"
    assert [(firm, start, end) for _, firm, start, end in jobs(resume)] == [
        ("Crust GmbH", "2023-04", "now"), ("Neighbourhood Museum", "2019-01", "2022-12"),
    ]  # fmt: skip
    assert [(study.institution, str(study.end)) for study in resume.education] == [("University of Emsrode", "2015-08")]
