package org.rtkit4j.forensics.binary;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;
import org.rtkit4j.wire.layout.Field;

/// What follows the head of one section.
///
/// @param data exactly the payload, within the log
/// @param offset of the section's head in the log
public record Payload(MemorySegment data, int tag, Head head, long offset, WarningList warnings) {
    /// What a section's head says besides tag and size.
    public record Head(long version, long flags) {}

    /// Returns the size in bytes, without the section's head.
    public long size() {
        return data.byteSize();
    }

    /// Returns the tag as its four letters.
    public String name() {
        return CrashlogFormat.tagName(tag);
    }

    /// Returns a number of the structure at `base`, which must lie inside.
    long get(Field field, long base) {
        return field.get(data, base);
    }

    boolean holds(Field field) {
        return field.end() <= size();
    }

    /// Says what is wrong `at` bytes into the payload.
    void warn(long at, String text) {
        warnings.atOffset(offset + SectionHeader.STRUCT.sizeBytes() + at, text + ": tag=" + name());
    }

    /// Returns whether nothing but padding follows: fewer zeros than the next section needs to be aligned.
    boolean isPadding(long from) {
        long at = from;
        while (at < size() && data.get(ValueLayout.JAVA_BYTE, at) == 0) {
            at++;
        }
        return at == size() && size() - from < Long.BYTES;
    }

    /// Warns and returns false where the payload is too short.
    boolean requires(long bytes) {
        if (size() >= bytes) {
            return true;
        }
        warn(0, "too short: needs=" + bytes + ", is=" + size() + "; kept unread");
        return false;
    }

    /// Returns the text from `from` to the first NUL, or to the end of `limit` bytes; bytes stand for characters.
    String text(long from, long limit) {
        var text = new StringBuilder();
        for (long at = from; at < from + limit; at++) {
            char letter = (char) (data.get(ValueLayout.JAVA_BYTE, at) & 0xff);
            if (letter == 0) {
                break;
            }
            text.append(letter);
        }
        return text.toString();
    }

    /// Returns the text from `from` on; warns where nothing ends it.
    String terminatedText(long from) {
        String text = text(from, size() - from);
        int strange = strangeCharacter(text);
        if (strange >= 0) {
            warn(from + strange, "bytes that are no text, spelled out");
        }
        if (text.length() == size() - from) {
            warn(from, "text without its final NUL, bounded by the section");
        }
        return text;
    }

    private static int strangeCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c > '~') {
                return i;
            }
        }
        return -1;
    }

    String hex(long from, long bytes) {
        return HexFormat.of().formatHex(data.asSlice(from, bytes).toArray(ValueLayout.JAVA_BYTE));
    }

    /// Returns the section as it is, for those that nobody understands.
    Section verbatim() {
        String version = head.version() == 0 ? null : "0x" + Long.toHexString(head.version());
        return new Section(name(), version, size(), head.flags(), hex(0, size()));
    }
}
