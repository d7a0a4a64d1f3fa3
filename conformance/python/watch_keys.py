"""Runs m1n1's own experiment with keyboard and trackpad, unmodified, until its keyboard has reported so many times.

The experiment ends in a shell, which looks for reports after each line that is typed there: lines without a meaning are.

usage: M1N1DEVICE=/path/of/pty watch_keys.py PROXYCLIENT REPORTS
"""
import pathlib
import runpy
import sys
import time

client = pathlib.Path(sys.argv[1])
wanted = int(sys.argv[2])


class Counted:
    """What is printed, and how many reports of the keyboard are in it."""

    def __init__(self, out):
        self.out = out
        self.reports = 0

    def write(self, text):
        self.reports += text.count("[keyboard] report:")
        return self.out.write(text)

    def __getattr__(self, name):
        return getattr(self.out, name)


class Typed:
    """Lines for the shell, until enough was reported, or nothing for two minutes."""

    def __init__(self, printed):
        self.printed = printed
        self.seen = 0
        self.since = time.time()

    def readline(self, *_):
        time.sleep(0.05)
        if self.printed.reports > self.seen:
            self.seen = self.printed.reports
            self.since = time.time()
        isOver = self.seen >= wanted or time.time() > self.since + 120
        return "" if isOver else "pass\n"

    def isatty(self):
        return False

    def fileno(self):
        raise OSError("no file")


sys.stdout = Counted(sys.stdout)
sys.stdin = Typed(sys.stdout)
experiment = client / "experiments" / "mtp.py"
sys.path.insert(0, str(client))
sys.argv = [str(experiment)]
runpy.run_path(str(experiment), run_name="__main__")
print("reports:", sys.stdout.reports)
