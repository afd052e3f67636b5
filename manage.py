#!/usr/bin/env python
"""The one door to every command of Common Purse."""

import os
import runpy
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    is_file_count = sys.argv[1:2] == ["count"] and any(word.endswith(".pb") for word in sys.argv[2:])
    # To count a file takes neither Django nor a database, and starts in half the time without.
    runpy.run_module("voting.management.counts" if is_file_count else "django", run_name="__main__")
