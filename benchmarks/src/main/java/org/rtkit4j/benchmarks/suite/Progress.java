package org.rtkit4j.benchmarks.suite;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What the suite is at, on a terminal; and what is to be known of the results.
final class Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean isTerminal;
    private final List<String> notes = new ArrayList<>();

    Progress(PrintStream err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    void step(String what) {
        if (isTerminal) {
            err.print(CLEAR + "benchmarks: " + what);
        }
    }

    void note(String text) {
        done();
        notes.add(text);
        err.println("benchmarks: " + text);
    }

    void done() {
        if (isTerminal) {
            err.print(CLEAR);
        }
    }

    List<String> notes() {
        return notes;
    }
}
