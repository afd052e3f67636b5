"""From bytes to cells, a line at a time, in bounded memory."""

import csv
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from voting.rules.pabulib.report import Report

LONGEST_LINE = 200_000
LONGEST_CELL = 10_000
MOST_BYTES = 500_000_000
MOST_COLUMNS = 100


def lines(stream: BinaryIO, report: Report) -> Iterator[tuple[int, str]]:
    """Give number and text of each line: in Unicode normal form C, without line end and byte order mark."""
    size = 0
    for number, ended in enumerate(iter(lambda: stream.readline(LONGEST_LINE + 2), b""), start=1):
        raw = ended.rstrip(b"\r\n")
        if len(raw) > LONGEST_LINE:
            raise report.stop(number, f"the line is longer than {LONGEST_LINE:,} bytes")
        size += len(ended)
        if size > MOST_BYTES:
            raise report.stop(number, f"the file is longer than {MOST_BYTES:,} bytes")
        yield number, _text(raw, number, report)


def _text(raw: bytes, number: int, report: Report) -> str:
    if b"\0" in raw:
        raise report.stop(number, "the line holds a zero byte: this is not a text file")
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise report.stop(number, f"byte {error.start + 1} of the line is not UTF-8 text") from error
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def cells(text: str, number: int, report: Report) -> list[str] | None:
    """Split a line into cells; None, with a fault reported, where it cannot be split."""
    row = text.split(";") if '"' not in text else _quoted(text)
    if row is None:
        report.fault(number, "a quotation mark is not closed, or stands in the middle of a quoted cell")
    elif len(row) > MOST_COLUMNS:
        report.fault(number, f"the line has {len(row)} cells, more than {MOST_COLUMNS}")
    elif len(text) > LONGEST_CELL and max(map(len, row)) > LONGEST_CELL:
        report.fault(number, f"a cell is longer than {LONGEST_CELL:,} characters")
    else:
        return row
    return None


def _quoted(text: str) -> list[str] | None:
    try:
        rows: list[list[str]] = [*csv.reader([text], delimiter=";", strict=True)]
    except csv.Error:
        return None
    return rows[0]
