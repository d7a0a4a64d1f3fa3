package org.rtkit4j.forensics.explain;

/// How the explanation marks what matters.
public enum Style {
    PLAIN("", "", "", ""),
    ANSI("\033[1m", "\033[31;1m", "\033[2m", "\033[0m");

    private final String bold;
    private final String alarm;
    private final String faint;
    private final String end;

    Style(String bold, String alarm, String faint, String end) {
        this.bold = bold;
        this.alarm = alarm;
        this.faint = faint;
        this.end = end;
    }

    /// Returns a text marked as a heading.
    public String heading(String text) {
        return bold + text + end;
    }

    /// Returns a text marked as what matters most.
    public String alarm(String text) {
        return alarm + text + end;
    }

    /// Returns a text marked as less important.
    public String faint(String text) {
        return faint + text + end;
    }
}
