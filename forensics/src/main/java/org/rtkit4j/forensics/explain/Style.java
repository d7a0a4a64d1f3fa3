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

    public String heading(String text) {
        return bold + text + end;
    }

    public String alarm(String text) {
        return alarm + text + end;
    }

    public String faint(String text) {
        return faint + text + end;
    }
}
