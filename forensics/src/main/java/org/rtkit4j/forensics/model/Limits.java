package org.rtkit4j.forensics.model;

/// The bounds of every reader. Where one is reached, the rest is left out and a warning says so.
///
/// Memory: reading allocates at most [#BYTES_PER_INPUT_BYTE] times the input plus
/// [#CONSTANT_BYTES]; time is linear in the input. A test holds the readers to it.
public final class Limits {
    /// Larger inputs are refused where they are read as a whole: binary logs, and what is in memory anyway. Texts
    /// from a stream have no limit.
    public static final int INPUT_BYTES = 64 << 20;

    public static final int REPORTS = 256;
    public static final int SECTIONS = 256;
    public static final int MAILBOXES = 64;
    public static final int ROWS_PER_LOG = 1 << 16;
    /// Rows of all mailboxes of a binary log together; real ones have some hundred.
    public static final int ROWS_IN_ALL = 1 << 18;
    public static final int TASKS = 4096;
    public static final int STACK_ADDRESSES = 1024;
    public static final int REGISTERS = 128;
    public static final int RANGES = 4096;
    public static final int DETAILS = 64;
    public static final int DEVICES = 64;
    /// Characters of a panic message, with its repetition.
    public static final int MESSAGE_CHARS = 1 << 16;
    public static final int WARNINGS = 100;
    /// Lines that a wrapped line may go on for.
    public static final int CONTINUATIONS = 2;
    /// Lines of syslog that are kept of a device; the newest half stays when there are more.
    public static final int SYSLOG_LINES = 1 << 13;
    /// Lines of syslog that a crash is reported with.
    public static final int SYSLOG_BEFORE_CRASH = 256;

    public static final int BYTES_PER_INPUT_BYTE = 32;
    public static final int CONSTANT_BYTES = 2 << 20;

    private Limits() {}
}
