"""Cells of a CSV file as spreadsheets read them: what people typed never becomes a formula."""

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "﻿"
"""Without it spreadsheets take UTF-8 for the local encoding, and Korean breaks."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""OWASP's list for CSV injection; the wide forms are formulas too where people type Korean."""


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """RFC 4180 lines. A text that a spreadsheet would compute gets an apostrophe in front."""
    file = io.StringIO()
    csv.writer(file).writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
