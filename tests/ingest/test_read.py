"""Files, folders, globs and standard input: what is read, and what is said about what is not."""

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from dotterel.errors import DateError
from dotterel.ingest import parse_date, read_inputs
from dotterel.model import Document, Issue

TEXT = "Kenya's president flew to Juba on Monday."


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def documents(items: list[Document | Issue]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def issues(items: list[Document | Issue]) -> list[tuple[str, str]]:
    return [(item.kind, item.severity) for item in items if isinstance(item, Issue)]


def rows(*values: object) -> str:
    return "".join((value if isinstance(value, str) else json.dumps(value)) + "\n" for value in values)


def test_text_file_takes_the_given_day(tmp_path: Path) -> None:
    [document] = documents(list(read_inputs([write(tmp_path / "a.txt", TEXT)], published=date(2018, 5, 31))))
    assert (document.text, document.published) == (TEXT, date(2018, 5, 31))
    assert document.id.startswith("doc_")


def test_front_matter(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.md",
        f'---\nid: r1\ntitle: "Talks"\npublished: 2018-06-01\npublisher: Desk\nlayout: post\n---\n\n{TEXT}\n',
    )
    [document] = documents(list(read_inputs([path], published=date(2000, 1, 1))))
    assert (document.id, document.title, document.publisher) == ("r1", "Talks", "Desk")
    assert (document.published, document.text) == (date(2018, 6, 1), TEXT + "\n")


@pytest.mark.parametrize("text", ["---\nA rule, and then text.\n---\nMore.", "---\nno end", "A\n---\nid: x\n---\nB"])
def test_what_is_not_front_matter_stays_text(tmp_path: Path, text: str) -> None:
    [document] = documents(list(read_inputs([write(tmp_path / "a.md", text)])))
    assert document.text == text


def test_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        rows(
            {"id": 7, "text": TEXT, "published": "2018-05-31T09:30:00Z", "language": "en", "extra": []},
            "",
            {"text": TEXT},
        ),
    )
    first, second = documents(list(read_inputs([path], published=date(2019, 1, 1))))
    assert (first.id, first.published, first.language, first.origin) == ("7", date(2018, 5, 31), "en", f"{path}:1")
    assert (second.published, second.origin) == (date(2019, 1, 1), f"{path}:3")


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ("{not json", "bad_row", "not JSON"),
        ([1], "bad_row", "must be an object"),
        ({"title": "x"}, "bad_row", "fields here: title"),
        ({"text": 4}, "bad_row", "`text` is 4"),
        ({"text": " \n"}, "empty", "empty"),
        ({"text": TEXT, "published": "May"}, "bad_row", "'May' is not a date"),
        ({"text": TEXT, "published": "2018-02-30"}, "bad_row", "'2018-02-30' is not a date"),
        ({"text": TEXT, "url": 3}, "bad_row", "'url' is 3"),
        ({"text": "x " * 600_000}, "too_long", "1,200,000 characters"),
        ("[" * 100_000, "bad_row", ""),
    ],
)
def test_bad_rows_do_not_stop_the_others(tmp_path: Path, row: object, kind: str, words: str) -> None:
    path = write(tmp_path / "a.jsonl", rows({"id": "a", "text": TEXT}, row, {"id": "b", "text": TEXT}))
    items = list(read_inputs([path]))
    assert [document.id for document in documents(items)] == ["a", "b"]
    [issue] = [item for item in items if isinstance(item, Issue)]
    assert (issue.kind, issue.severity, issue.origin) == (kind, "error", f"{path}:2")
    assert words in issue.message


def test_a_row_in_another_encoding_is_read_with_a_warning(tmp_path: Path) -> None:
    line = json.dumps({"text": "São Tomé’s president flew to Juba on Monday."}, ensure_ascii=False)
    items = list(read_inputs([write(tmp_path / "a.jsonl", line.encode("cp1252"))]))
    assert documents(items)[0].text.startswith("São Tomé’s")
    assert issues(items) == [("encoding", "warning")]


def test_bad_files_each_get_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "empty.txt", ""),
        write(tmp_path / "blank.txt", " \n\t"),
        write(tmp_path / "binary.txt", bytes(range(256)) * 4),
        write(tmp_path / "long.txt", "x" * 5_000_000),
        str(tmp_path / "missing.txt"),
        write(tmp_path / "latin.txt", "Le président de la Côte d’Ivoire est arrivé à Abidjan.".encode("cp1252")),
        write(tmp_path / "date.md", "---\npublished: soon\n---\n" + TEXT),
        write(tmp_path / "none.jsonl", "\n"),
        str(tmp_path / "*.xyz"),
        write(tmp_path / "good.txt", TEXT),
    ]
    items = list(read_inputs(paths))
    assert issues(items) == [
        ("empty", "error"),
        ("empty", "error"),
        ("binary", "error"),
        ("too_long", "error"),
        ("missing", "error"),
        ("encoding", "warning"),
        ("bad_header", "error"),
        ("empty", "error"),
        ("missing", "error"),
    ]
    assert [Path(document.origin or "").name for document in documents(items)] == ["latin.txt", "good.txt"]


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    Path(path).chmod(0)
    if os.geteuid() == 0:  # root reads everything: let the system call fail as it would for others

        def refuse(*args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr(Path, "open", refuse)
    [issue] = [item for item in read_inputs([path]) if isinstance(item, Issue)]
    assert (issue.kind, issue.message) == ("unreadable", "cannot be read: Permission denied")


def test_folder_is_sorted_recursive_and_stays_inside(tmp_path: Path) -> None:
    root = tmp_path / "in"
    write(root / "b.txt", "b " + TEXT)
    write(root / "a" / "z.md", "z " + TEXT)
    write(root / ".hidden" / "x.txt", "no")
    write(root / ".x.txt", "no")
    write(root / "page.pdf", "%PDF-")
    write(tmp_path / "secret.txt", "no")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    items = list(read_inputs([str(root)]))
    assert [document.text[0] for document in documents(items)] == ["b", "z"]
    assert issues(items) == [("skipped", "warning")] * 3


def test_folder_without_reports(tmp_path: Path) -> None:
    assert issues(list(read_inputs([str(tmp_path)]))) == [("empty", "error")]


def test_glob_and_repeats(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a " + TEXT)
    write(tmp_path / "b.txt", "b " + TEXT)
    items = list(read_inputs([str(tmp_path / "*.txt"), str(tmp_path / "a.txt"), str(tmp_path)]))
    assert [item.text[0] for item in documents(items)] == ["a", "b"]
    assert not [issue for issue in issues(items) if issue[0] == "duplicate"]


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a[1].txt", TEXT)
    assert len(documents(list(read_inputs([path])))) == 1


def test_duplicate_ids(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", rows({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT}, {"id": "a", "text": "Other"})
    )
    items = list(read_inputs([path]))
    assert len(documents(items)) == 1
    assert issues(items) == [("duplicate", "warning"), ("duplicate", "error")]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
        (b"{sic} he said", ["{sic} he said"]),
    ],
)
def test_standard_input(data: bytes, texts: list[str]) -> None:
    items = list(read_inputs(["-"], stdin=io.BytesIO(data)))
    assert [document.text for document in documents(items)] == texts


def test_json_lines_under_another_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '{"text": "one"}\n{"text": "two"}')
    assert len(documents(list(read_inputs([path])))) == 2


@pytest.mark.parametrize("value", ["31/05/2018", "2018-5-31", "2018-13-01", "", "yesterday", "20180531"])
def test_wrong_day(value: str) -> None:
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse_date(value)
