"""Print ``cv.md`` as ``cv.pdf`` (needs ``pip install reportlab``): python samples/make_cv_pdf.py

One column, dates set flush right, so that the PDF has the layout most CVs have.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT, TOP, BOTTOM = 54, 558, 740, 54
STYLES = {"# ": ("Helvetica-Bold", 18, 24), "## ": ("Helvetica-Bold", 12, 20), "### ": ("Helvetica-Bold", 10, 15)}


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if stringWidth(longer, font, size) > width and line:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def main() -> None:
    here = Path(__file__).parent
    canvas = Canvas(str(here / "cv.pdf"), pagesize=LETTER, invariant=True)
    canvas.setTitle("CV Maren Okafor-Lind")
    y = TOP
    for raw in (here / "cv.md").read_text(encoding="utf-8").splitlines():
        mark = next((m for m in ("### ", "## ", "# ") if raw.startswith(m)), "")
        font, size, step = STYLES.get(mark, ("Helvetica", 10, 13))
        text = raw.removeprefix(mark)
        bullet = text.startswith("- ")
        text = text.removeprefix("- ")
        if not text:
            y -= 5
            continue
        left, _, right = text.partition(" | ") if mark == "### " else (text, "", "")
        indent = LEFT + (12 if bullet else 0)
        for number, line in enumerate(wrapped(left, font, size, RIGHT - indent - (110 if right else 0))):
            y -= step
            if y < BOTTOM:
                canvas.showPage()
                y = TOP - step
            canvas.setFont(font, size)
            if bullet and not number:
                canvas.drawString(LEFT, y, "\u2022")
            canvas.drawString(indent, y, line)
            if right and not number:
                canvas.drawRightString(RIGHT, y, right)
    canvas.save()


if __name__ == "__main__":
    main()
