# SPDX-License-Identifier: MIT
"""Peers for scale: a `construct` parser of the binary crash log, and regular expressions for the panic report.

Usage: crashlog_peer.py LOG REPORT TIMES. Prints nanoseconds of CPU time for each, one a line.
"""
import re
import sys
import time

from construct import (Array, Bytes, FixedSized, GreedyBytes, GreedyRange, Int16ul, Int32ul, Int64ul, RepeatUntil,
                       Struct, Switch, this)

MAILBOX = Struct(
    "unknown" / Bytes(16), "type" / Int32ul, "unknown14" / Int32ul, "index" / Int32ul,
    "rows" / GreedyRange(Struct("endpoint" / Int64ul, "message" / Int64ul, "time" / Int32ul, "padding" / Int32ul)))
REGISTERS = Struct(
    "unknown" / Bytes(8), "x" / Array(31, Int64ul), "sp" / Int64ul, "pc" / Int64ul, "psr" / Int64ul,
    "cpacr" / Int64ul, "fpsr" / Int64ul, "fpcr" / Int64ul, "v" / Array(64, Int64ul), "far" / Int64ul,
    "unknown338" / Int64ul, "esr" / Int64ul, "unknown348" / Int64ul)
TASK = Struct(
    "id" / Int16ul, "flags" / Int16ul, "unknown" / Bytes(12), "pointer" / Int64ul, "unknown18" / Bytes(16),
    "count" / Int32ul, "name" / Bytes(28), "stack" / Array(this.count, Int64ul))
BODIES = {
    b"revC": Struct("uuid" / Bytes(16), "text" / GreedyBytes),
    b"rtsC": Struct("id" / Int32ul, "text" / GreedyBytes),
    b"mitC": Struct("time" / Int64ul),
    b"xbmC": MAILBOX,
    b"8grC": REGISTERS,
    b"tscC": Struct("task" / Int32ul, "unknown" / Int32ul, "stack" / GreedyRange(Int64ul)),
    b"CsaC": Array(6, Int64ul),
    b"ktrC": GreedyRange(TASK),
}
SECTION = Struct(
    "tag" / Bytes(4), "version" / Int32ul, "flags" / Int32ul, "size" / Int32ul,
    "body" / FixedSized(lambda c: 0 if c.tag == b"EHLC" else c.size - 16,
                        Switch(this.tag, BODIES, default=GreedyBytes)))
LOG = Struct("header" / Bytes(32), "sections" / RepeatUntil(lambda s, _, __: s.tag == b"EHLC", SECTION))

TASK_ROW = re.compile(r"^ *(\d+) (.{23}) \| (\d+) +\| +(\d+)/(\d+) *\| (\w+) +\| (\w+) \| ?(.*)$", re.M)
MAILBOX_ROW = re.compile(r"^ +\[(RX|TX)\] +(\w+)  (0x[0-9a-f]+)  (0x[0-9a-f]+)$", re.M)
AP_ROW = re.compile(r"^(0x[0-9a-f]+) \| \[(RX|TX)\] \| (?:Interrupt|(0x[0-9a-f]+) (0x[0-9a-f]+))$", re.M)
STACK_ROW = re.compile(r"^ {6}(0x[0-9a-f]+(?: 0x[0-9a-f]+)*)$", re.M)
FIELD = re.compile(r"^(RTKit|!UUID|ASLR slide|Time): (.*)$", re.M)


def report(text):
    rows = [(d, e, int(t, 16), int(m, 16)) for d, e, t, m in MAILBOX_ROW.findall(text)]
    ap = [(int(t, 16), d, int(m or "0", 16), int(w or "0", 16)) for t, d, m, w in AP_ROW.findall(text)]
    tasks = [(int(i), n.strip(), int(p), int(u), int(s), st) for i, n, p, u, s, st, *_ in TASK_ROW.findall(text)]
    stacks = [[int(a, 16) for a in line.split()] for line in STACK_ROW.findall(text)]
    return rows, ap, tasks, stacks, FIELD.findall(text)


def measure(work, times):
    start = time.process_time()
    for _ in range(times):
        work()
    return int((time.process_time() - start) / times * 1e9)


log = open(sys.argv[1], "rb").read()
text = open(sys.argv[2], encoding="ascii").read()
count = int(sys.argv[3])
parsed = LOG.parse(log)
assert parsed.sections[-1].tag == b"EHLC"
rows, ap, tasks, stacks, fields = report(text)
print(measure(lambda: LOG.parse(log), count))
print(measure(lambda: report(text), count))
print(sum(len(s.body.rows) for s in parsed.sections if s.tag == b"xbmC"), len(rows), len(ap), len(tasks), len(fields))
