"""`sonmal import`: all rows checked first, the bad ones reported, nothing imported twice."""

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.signaling.commands.conftest import Run

STAFF = """login,name,role,modes,max_text
kim,김하늘,counselor,video text,2
LEE,이바다,Supervisor,text,
x,y,counselor,,
park,,janitor,,99
choi,최별,counselor,voice,3
kim,또 김,auditor,,
jung,정운영,administrator
"""
STAFF_REJECTED = """line 4, login: login_form
line 5, name: name_needed
line 5, role: role_unknown
line 5, max_text: number_range
line 6, modes: modes_needed
line 7, login: repeated_row
line 8: cell_count"""
CATEGORIES = """key,parent,ko,en,position,active
bus,roads,버스,Bus,,
roads,,길,Roads,50,yes
hidden,,숨김,Hidden,51,no
medical,,의료,Medical,,
deep,bus,깊음,Deep,,
Bad Key,nowhere,,X,-1,maybe
"""
INQUIRIES = """date,number,category,outcome,subject,notes
2009-03-01,A-1,medical,answered,약국 문의,"두 줄
notes"
2009-03-01 14:30,,교통,답변 완료,버스,
2009-03-01 14:30,,교통,답변 완료,버스,
2009-03-01,a-1,,,again,
2009-02-30,A-2,,,,
2999-01-01,A-3,,,,
yesterday,?,nonsense,never,,
"""


def rows(data_dir: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(data_dir / "sonmal.db") as record:
        return record.execute(query).fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "import.csv"


def reported(said: str) -> str:
    """The lines about rows, without the words after the code."""
    lines = said.splitlines()[:-1]
    return "\n".join(": ".join(line.split(": ")[:2]) for line in lines)


def test_staff(sonmal: Run, data_dir: Path, file: Path) -> None:
    file.write_text(STAFF)
    code, said, _ = sonmal("import", "staff", file)
    assert code == 1
    assert reported(said) == STAFF_REJECTED
    assert said.splitlines()[-1] == "2 imported, 0 already there, 5 rejected"
    found = rows(
        data_dir,
        "SELECT login, display_name, role, modes, max_text_sessions FROM staff ORDER BY login",
    )
    assert found == [
        ("kim", "김하늘", "counselor", '["video", "text"]', 2),
        ("lee", "이바다", "supervisor", '["text"]', 3),
    ]


def test_categories(sonmal: Run, data_dir: Path, file: Path) -> None:
    file.write_text(CATEGORIES)
    code, said, _ = sonmal("import", "categories", file)
    assert code == 1
    assert set(reported(said).splitlines()) == {
        "line 5, key: already_there",
        "line 6, parent: unknown_parent",
        "line 7, key: key_form",
        "line 7, parent: unknown_parent",
        "line 7, ko: name_needed",
        "line 7, position: number_range",
        "line 7, active: yes_or_no",
    }
    assert said.splitlines()[-1] == "3 imported, 1 already there, 2 rejected"
    found = rows(
        data_dir, "SELECT key, parent, position, active FROM categories ORDER BY position DESC"
    )
    assert found[:3] == [("hidden", None, 51, 0), ("roads", None, 50, 1), ("bus", "roads", 13, 1)]


def test_inquiries(sonmal: Run, data_dir: Path, file: Path) -> None:
    file.write_text(INQUIRIES)
    code, said, _ = sonmal("import", "inquiries", file)
    assert code == 1
    assert set(reported(said).splitlines()) == {
        "line 6, number: repeated_row",
        "line 7, date: date_form",
        "line 8, date: date_form",
        "line 9, date: date_form",
        "line 9, number: number_form",
        "line 9, category: unknown_category",
        "line 9, outcome: unknown_outcome",
    }
    assert said.splitlines()[-1] == "3 imported, 0 already there, 4 rejected"
    found = rows(
        data_dir,
        """SELECT number, category, outcome, subject, notes, opened_at, closed_at, keeps_record
        FROM inquiries ORDER BY opened_at, number""",
    )
    korea = 1_235_833_200.0
    first = ("A-1", "medical", "answered", "약국 문의", "두 줄\nnotes", korea, korea, 1)
    assert found[0] == first
    bus = ("transport", "answered", "버스", "", korea + 52_200, korea + 52_200, 1)
    assert [row[1:] for row in found[1:]] == [bus, bus]
    assert all(row[0].startswith("090301-") for row in found[1:])


@pytest.mark.parametrize(
    ("what", "text"), [("staff", STAFF), ("categories", CATEGORIES), ("inquiries", INQUIRIES)]
)
def test_nothing_is_imported_twice(
    sonmal: Run, data_dir: Path, file: Path, what: str, text: str
) -> None:
    file.write_text(text)
    first = sonmal("import", what, file)[1].splitlines()[-1]
    before = rows(data_dir, f"SELECT * FROM {what}")
    again = sonmal("import", what, file)[1]
    assert rows(data_dir, f"SELECT * FROM {what}") == before
    imported, there, rejected = (int(part.split()[0]) for part in first.split(", "))
    assert again.endswith(f"\n0 imported, {imported + there} already there, {rejected} rejected\n")


@pytest.mark.parametrize(
    ("what", "text"), [("staff", STAFF), ("categories", CATEGORIES), ("inquiries", INQUIRIES)]
)
def test_a_dry_run_reports_the_same_and_stores_nothing(
    sonmal: Run, data_dir: Path, file: Path, what: str, text: str
) -> None:
    file.write_text(text)
    sonmal("migrate")
    before = rows(data_dir, f"SELECT * FROM {what}")
    code, tried, _ = sonmal("import", what, file, "--dry-run")
    assert code == 1
    assert rows(data_dir, f"SELECT * FROM {what}") == before
    assert rows(data_dir, "SELECT * FROM audit") == []
    assert sonmal("import", what, file)[1] == tried.replace("would be imported", "imported")


def test_a_longer_file_adds_only_what_is_new(sonmal: Run, data_dir: Path, file: Path) -> None:
    """Rows that look alike are told apart by how many came before."""
    line = "2009-03-01,medical,answered\n"
    file.write_text("date,category,outcome\n" + line * 3)
    assert sonmal("import", "inquiries", file)[1] == "3 imported, 0 already there, 0 rejected\n"
    file.write_text("date,category,outcome\n" + line * 5)
    code, said, _ = sonmal("import", "inquiries", file)
    assert code == 0
    assert said.endswith("2 imported, 3 already there, 0 rejected\n")
    assert rows(data_dir, "SELECT count(*) FROM inquiries") == [(5,)]


def test_what_was_imported_is_found_by_its_words(sonmal: Run, data_dir: Path, file: Path) -> None:
    file.write_text(INQUIRIES)
    sonmal("import", "inquiries", file)
    found = rows(data_dir, "SELECT body FROM search_texts")
    assert len(found) == 3
    assert any("a-1" in body for (body,) in found)


def test_an_import_is_written_down_before_it_begins(
    sonmal: Run, data_dir: Path, file: Path
) -> None:
    file.write_text(STAFF)
    sonmal("import", "staff", file)
    [(action, detail, staff_id)] = rows(data_dir, "SELECT action, detail, staff_id FROM audit")
    assert (action, staff_id) == ("import.staff", None)
    assert '"file": "import.csv"' in detail
    assert '"rows": 2' in detail
    assert sonmal("audit", "verify")[0] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "lacks the column login"),
        (b"login,name\n", "lacks the column role"),
        (b"login,name,role,colour\n", "the column 'colour'"),
        (b"login,name,role,login\n", "names a column twice"),
        (b'login,name,role\nkim,"K,counselor\n', "line 2"),
        (b'login,name,role\nkim,"K" x,counselor\n', "line 2"),
        (b"PK\x03\x04\x00\xff", "lacks the column"),
    ],
)
def test_a_file_that_is_none_is_one_line(
    sonmal: Run, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    code, _, error = sonmal("import", "staff", file)
    assert (code, len(error.splitlines())) == (1, 1)
    assert said in error


def test_no_row_is_stored_when_the_file_breaks_off_later(
    sonmal: Run, data_dir: Path, file: Path
) -> None:
    good = "".join(f"kim{n},김,counselor\n" for n in range(1200))
    file.write_text(f'login,name,role\n{good}lee,"이')
    assert sonmal("import", "staff", file)[0] == 1
    assert rows(data_dir, "SELECT count(*) FROM staff") == [(0,)]


def test_missing_files_and_encodings_are_one_line(sonmal: Run, file: Path, tmp_path: Path) -> None:
    for arguments in ([file], [tmp_path], [file, "--encoding", "klingon"]):
        code, _, said = sonmal("import", "staff", *arguments)
        assert (code, len(said.splitlines())) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_the_encodings_of_spreadsheets(
    sonmal: Run, data_dir: Path, file: Path, encoding: str
) -> None:
    file.write_text("login,name,role\nkim,김하늘,counselor\n", encoding)
    asked = [] if encoding.startswith("utf-8") else ["--encoding", encoding]
    assert sonmal("import", "staff", file, *asked)[0] == 0
    assert rows(data_dir, "SELECT display_name FROM staff") == [("김하늘",)]


def test_broken_text_is_refused_by_the_row(sonmal: Run, data_dir: Path, file: Path) -> None:
    cells = [b"kim,\xb1\xe8,counselor", b"lee,a\x00b,counselor", "park,박,counselor".encode()]
    file.write_bytes(b"login,name,role\n" + b"\n".join(cells))
    code, said, _ = sonmal("import", "staff", file)
    assert code == 1
    assert reported(said) == "line 2, name: bad_text\nline 3, name: bad_text"
    assert rows(data_dir, "SELECT login FROM staff") == [("park",)]


def test_a_note_of_a_megabyte_is_too_long(sonmal: Run, file: Path) -> None:
    file.write_text(f"date,notes\n2009-01-01,{'가' * 1_000_000}\n2009-01-02,ok\n")
    code, said, _ = sonmal("import", "inquiries", file)
    assert code == 1
    assert reported(said) == "line 2, notes: too_long"
    assert said.endswith("1 imported, 0 already there, 1 rejected\n")


def test_what_looks_like_sql_or_markup_is_text(sonmal: Run, data_dir: Path, file: Path) -> None:
    evil = "'); DROP TABLE inquiries; --<script>alert(1)</script>"
    file.write_text(f'date,subject\n2009-01-01,"{evil}"\n')
    assert sonmal("import", "inquiries", file)[0] == 0
    assert rows(data_dir, "SELECT subject FROM inquiries") == [(evil,)]


def test_many_rows_go_over_several_transactions(sonmal: Run, data_dir: Path, file: Path) -> None:
    lines = [f"2009-01-{1 + n % 28:02},N-{n // 2 if n == 1999 else n}" for n in range(2000)]
    file.write_text("date,number\n" + "\n".join(lines) + "\n")
    code, said, _ = sonmal("import", "inquiries", file)
    assert code == 1
    assert reported(said) == "line 2001, number: repeated_row", "the first was 1,000 rows earlier"
    numbers = Counter(number for (number,) in rows(data_dir, "SELECT number FROM inquiries"))
    assert len(numbers) == sum(numbers.values()) == 1999
