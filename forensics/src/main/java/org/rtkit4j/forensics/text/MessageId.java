package org.rtkit4j.forensics.text;

/// The id of a crash message, which on storage firmware of M4 is text: the message's first four characters stand
/// where the id belongs. `0x20202020` is four blanks, `0x6675420a` a line feed and `Buf`.
public final class MessageId {
    private MessageId() {}

    /// Returns the four characters of an id that is text; an empty text for a number.
    public static String asText(long id) {
        if (id >>> 32 != 0) {
            return "";
        }
        var letters = new StringBuilder(4);
        for (int shift = 0; shift < 32; shift += 8) {
            char letter = (char) ((id >>> shift) & 0xff);
            boolean isText = (letter >= ' ' && letter < 0x7f) || letter == '\n' || letter == '\r' || letter == '\t';
            if (!isText) {
                return "";
            }
            letters.append(letter);
        }
        return letters.toString();
    }
}
