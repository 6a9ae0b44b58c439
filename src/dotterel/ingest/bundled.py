"""The reports that ship with the program, story by story."""

from __future__ import annotations

from importlib.resources import as_file, files

from dotterel.ingest.text_file import read_text_file
from dotterel.model import Document

STORIES = {
    "ethiopia": "Ethiopia and Eritrea make peace, 2018",
    "iran": "The Iran nuclear talks, 2013-2015",
    "colombia": "The Colombian peace talks, 2012-2016",
}


def bundled_reports() -> dict[str, list[Document]]:
    """Return the bundled reports by story, oldest first.

    >>> list(bundled_reports())[0]
    'Ethiopia and Eritrea make peace, 2018'
    """
    stories: dict[str, list[Document]] = {title: [] for title in STORIES.values()}
    with as_file(files("dotterel").joinpath("reports")) as folder:
        for path in sorted(folder.glob("*-*.md")):
            title = STORIES.get(path.stem.partition("-")[0])
            if title:
                found = read_text_file(path, published=None, origin=f"dotterel/reports/{path.name}")
                stories[title] += [item for item in found if isinstance(item, Document)]
    for reports in stories.values():
        reports.sort(key=lambda report: (str(report.published or ""), report.id))
    return stories
