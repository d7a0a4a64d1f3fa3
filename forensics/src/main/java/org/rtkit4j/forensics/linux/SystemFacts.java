package org.rtkit4j.forensics.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Scan;

/// Which machine a log is of, and which versions run on it: by the first lines of a kernel's log, or by what
/// `asahi-diagnose` writes in front of it.
///
/// ```text
/// [    0.000000] Linux version 6.17.7-400.asahi.fc42.aarch64+16k (...) ...
/// [    0.000000] Machine model: Apple MacBook Air (M1, 2020)
///     SFR:            13.5-22G74
/// ```
///
/// Source: linux `init/main.c`, `drivers/of/fdt.c`; AsahiLinux/asahi-scripts `asahi-diagnose`.
final class SystemFacts {
    private static final String DIAGNOSIS = "# Asahi Linux System Diagnostic Dump";
    private static final String VERSION = "Linux version ";
    private static final String MODEL = "Machine model: ";
    private static final int MOST_CHARS = 160;
    /// Labels of a diagnosis, each at the beginning of its line, and of a kernel's log.
    private static final String[][] LABELS = {
        {"Machine model:", "model"},
        {"Model:", "model"},
        {"Distro:", "distribution"},
        {"Kernel:", "kernel"},
        {"SFR:", "system firmware"},
        {"OS firmware:", "OS firmware"},
        {"iBoot1:", "iBoot 1"},
        {"iBoot2:", "iBoot 2"},
        {"m1n1 stage 2:", "m1n1"},
        {"U-Boot:", "U-Boot"},
    };

    private final Map<String, String> facts = new LinkedHashMap<>();
    private boolean isDiagnosis;
    /// Whether the passage has a fact: most of a log's have none, and need not be read line by line.
    private boolean speaks;

    /// Looks whether a passage begins such a file, and whether its lines have to be read.
    ///
    /// @param messages what is read of it line by line
    void look(Haystack text, Haystack messages) {
        isDiagnosis = isDiagnosis || recognises(text);
        speaks = isDiagnosis || messages.containsOneOf(VERSION, MODEL);
    }

    /// Returns whether a text is the file of `asahi-diagnose`.
    static boolean recognises(Haystack text) {
        return text.contains(DIAGNOSIS);
    }

    boolean isDiagnosis() {
        return isDiagnosis;
    }

    /// Reads a line that speaks of no device. The first value of each counts.
    void read(Scan line) {
        if (!speaks) {
            return;
        }
        if (isDiagnosis && line.first() == ' ') {
            readLabel(line.rewind().skipBlanks());
        } else if (line.rewind().skipPast(VERSION)) {
            keep("kernel", line.word());
        } else if (line.rewind().skipPast(MODEL)) {
            keep("model", line.rawRest());
        }
        line.rewind();
    }

    private void readLabel(Scan line) {
        for (String[] label : LABELS) {
            if (line.take(label[0])) {
                keep(label[1], line.rawRest());
                return;
            }
        }
    }

    private void keep(String name, String value) {
        String text = value.strip();
        if (!text.isEmpty() && !text.equals("(missing)")) {
            facts.putIfAbsent(name, Escape.line(text.substring(0, Math.min(MOST_CHARS, text.length()))));
        }
    }

    Map<String, String> facts() {
        return facts;
    }
}
