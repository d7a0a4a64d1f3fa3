package org.rtkit4j.forensics.explain;

/// Finds the position in the firmware's source that a message names: `Example.cpp:561`.
final class SourcePosition {
    private static final String[] ENDINGS = {".cpp:", ".c:", ".mm:", ".h:", ".cc:"};

    private SourcePosition() {}

    /// Returns for example `AppleDCPDPTXPowerController.cpp line 561`, or an empty text.
    static String in(String message) {
        for (String ending : ENDINGS) {
            int at = message.indexOf(ending);
            if (at > 0) {
                return position(message, at, ending.length());
            }
        }
        return "";
    }

    private static String position(String message, int at, int length) {
        int start = at;
        while (start > 0 && isNameCharacter(message.charAt(start - 1))) {
            start--;
        }
        int end = at + length;
        while (end < message.length() && Character.isDigit(message.charAt(end))) {
            end++;
        }
        boolean isCut = end < message.length() && Character.isLetter(message.charAt(end));
        boolean complete = start < at && end > at + length && !isCut;
        return complete
                ? message.substring(start, at + length - 1) + " line " + message.substring(at + length, end)
                : "";
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || c == '-' || (c < 0x7f && Character.isLetterOrDigit(c));
    }
}
