package org.rtkit4j.forensics.text;

/// What a report has in it and nothing else is likely to have: by it the report is found among other texts of a
/// table or a document that carries it.
final class CarriedText {
    private static final String[] MARKS = {
        "panic(cpu", "RTKit", "panicString", "PanicString", "bug_type", "macsmc-", "nvme-apple"
    };

    private CarriedText() {}

    /// Returns whether a text may be a report, or a line of one.
    static boolean isIt(String text) {
        for (String mark : MARKS) {
            if (text.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
