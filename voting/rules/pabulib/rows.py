"""From bytes to lines and cells, a block at a time, in bounded memory."""

import csv
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from voting.rules.pabulib.report import Report

TITLES = ("META", "PROJECTS", "VOTES")
BLOCK = 262_144
LONGEST_LINE = 200_000
LONGEST_CELL = 10_000
MOST_BYTES = 500_000_000
MOST_COLUMNS = 100
BYTES_PER_LETTER = 4
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def blocks(stream: BinaryIO, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Give runs of whole lines, and the number of the first of each: without line ends and byte order mark."""
    number, size, rest = 1, 0, b""
    while chunk := stream.read(BLOCK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise report.stop(number, f"the file is longer than {MOST_BYTES:,} bytes")
        whole, end, rest = (rest + chunk).rpartition(b"\n")
        if end:
            lines = _lines(whole + end, number, report)
            yield number, lines
            number += len(lines)
        if len(rest) > LONGEST_LINE * BYTES_PER_LETTER:
            _check_bytes(rest, number, report)
            raise _too_long(number, report)
    if rest:
        yield number, _lines(rest + b"\n", number, report)


def _lines(raw: bytes, first: int, report: Report) -> list[str]:
    """Split text that ends with a line end."""
    if first == 1:
        raw = raw.removeprefix(BYTE_ORDER_MARK)
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n")
    _check_bytes(raw, first, report)
    lines = _text(raw, first, report).split("\n")
    lines.pop()
    if max(map(len, lines)) > LONGEST_LINE:
        raise _too_long(next(number for number, line in enumerate(lines, first) if len(line) > LONGEST_LINE), report)
    return lines


def _check_bytes(raw: bytes, first: int, report: Report) -> None:
    for byte, reason in (
        (b"\0", "the line holds a zero byte: this is not a text file"),
        (b"\r", "a carriage return stands alone: lines end with a line feed"),
    ):
        if (place := raw.find(byte)) >= 0:
            raise report.stop(first + raw.count(b"\n", 0, place), reason)


def _text(raw: bytes, first: int, report: Report) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw.rfind(b"\n", 0, error.start)
        number = first + raw.count(b"\n", 0, error.start)
        raise report.stop(number, f"byte {error.start - before} of the line is not UTF-8 text") from error


def _too_long(number: int, report: Report) -> Exception:
    return report.stop(number, f"the line is longer than {LONGEST_LINE:,} letters")


def composed(text: str) -> str:
    """Give a cell in Unicode normal form C, in which a letter with its mark is one.

    Only once it is a cell: the form turns the Greek question mark into the semicolon that parts cells.
    """
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
        return row if text.isascii() else [*map(composed, row)]
    return None


def _quoted(text: str) -> list[str] | None:
    try:
        rows: list[list[str]] = [*csv.reader([text], delimiter=";", strict=True)]
    except csv.Error:
        return None
    return rows[0]
