"""Runs one program and writes what it used: measure.py REPORT PROGRAM [ARGUMENT..]

REPORT gets one JSON object: wall and CPU (user and system, children included) in seconds, the largest resident set in
bytes, the exit code. The program's standard output goes to this one's.
"""

import json
import os
import sys
import time

report, program = sys.argv[1], sys.argv[2:]
started = time.monotonic()
pid = os.posix_spawnp(program[0], program, os.environ)
_, status, used = os.wait4(pid, 0)
wall = time.monotonic() - started
code = os.waitstatus_to_exitcode(status)
# The kernel counts the resident set in KiB on Linux and in bytes on macOS.
unit = 1 if sys.platform == "darwin" else 1024
with open(report, "w") as file:
    json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss * unit, "code": code}, file)
sys.exit(0 if code == 0 else 1)
