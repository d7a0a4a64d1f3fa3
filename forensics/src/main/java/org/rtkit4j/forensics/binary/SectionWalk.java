package org.rtkit4j.forensics.binary;

import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;
import org.rtkit4j.wire.crashlog.CrashlogFormat.SectionHeader;

/// Walks the sections of a log, believing no size.
///
/// A size of 0 or below that of a section's head ends the walk; so does one that reaches past the end, after as much
/// of the section as there is. The footer ends it at its tag: on some firmware its size means something else.
public final class SectionWalk {
    private static final int HEAD = SectionHeader.STRUCT.sizeBytes();

    private final MemorySegment log;
    private final WarningList warnings;
    private final Consumer<Payload> visitor;

    private SectionWalk(MemorySegment log, WarningList warnings, Consumer<Payload> visitor) {
        this.log = log;
        this.warnings = warnings;
        this.visitor = visitor;
    }

    /// Visits every section in order.
    ///
    /// @param details takes what the log's header says
    public static void walk(
            byte[] log, WarningList warnings, BiConsumer<String, String> details, Consumer<Payload> visitor) {
        if (log.length < Header.STRUCT.sizeBytes()) {
            warnings.atOffset(0, "shorter than the header of a crash log: size=" + log.length);
            return;
        }
        new SectionWalk(MemorySegment.ofArray(log), warnings, visitor).walk(details);
    }

    private void walk(BiConsumer<String, String> details) {
        int tag = (int) Header.TAG.get(log, 0);
        if (tag != CrashlogFormat.CLHE) {
            warnings.atOffset(0, "no crash log: expected the tag CLHE, found " + CrashlogFormat.tagName(tag));
            return;
        }
        details.accept("logVersion", "0x" + Long.toHexString(Header.VERSION.get(log, 0)));
        details.accept("logSize", "0x" + Long.toHexString(Header.SIZE.get(log, 0)));
        details.accept("logFlags", "0x" + Long.toHexString(Header.FLAGS.get(log, 0)));
        sections(end());
    }

    /// Returns where the log ends: where its header says so, but not outside the buffer.
    private long end() {
        long size = Header.SIZE.get(log, 0);
        if (size > log.byteSize()) {
            warnings.atOffset(0x08, "the header says more than there is: says=" + size + ", is=" + log.byteSize());
            return log.byteSize();
        }
        if (size < Header.STRUCT.sizeBytes()) {
            warnings.atOffset(0x08, "the header says less than its own size: says=" + size + "; read to the end");
            return log.byteSize();
        }
        return size;
    }

    private void sections(long end) {
        long offset = Header.STRUCT.sizeBytes();
        for (int count = 0; offset >= 0; count++) {
            if (count == Limits.SECTIONS) {
                warnings.atOffset(offset, "more than " + Limits.SECTIONS + " sections: the rest is left out");
                return;
            }
            offset = section(offset, end);
        }
    }

    /// Visits the section at `offset` and returns where the next one starts, or -1 at the end.
    private long section(long offset, long end) {
        if (end - offset < Integer.BYTES) {
            warnings.atOffset(offset, "the log ends without a footer");
            return -1;
        }
        int tag = (int) SectionHeader.TAG.get(log, offset);
        if (tag == CrashlogFormat.CLHE) {
            return -1;
        }
        if (end - offset < HEAD) {
            warnings.atOffset(offset, "the log ends inside the head of a section: tag=" + CrashlogFormat.tagName(tag));
            return -1;
        }
        return visit(tag, offset, end);
    }

    private long visit(int tag, long offset, long end) {
        long size = SectionHeader.SIZE.get(log, offset);
        String name = CrashlogFormat.tagName(tag);
        if (size < HEAD) {
            warnings.atOffset(offset, "section smaller than its head: tag=" + name + ", size=" + size);
            return -1;
        }
        if (size % Integer.BYTES != 0) {
            warnings.atOffset(offset, "size no multiple of 4, so what follows is not aligned: tag=" + name);
        }
        long there = Math.min(size, end - offset);
        visitor.accept(new Payload(log.asSlice(offset + HEAD, there - HEAD), tag, header(offset), offset, warnings));
        if (there < size) {
            warnings.atOffset(offset, "section reaches past the end: tag=" + name + ", size=" + size + ", is=" + there);
            return -1;
        }
        return offset + size;
    }

    private Payload.Head header(long offset) {
        return new Payload.Head(SectionHeader.VERSION.get(log, offset), SectionHeader.FLAGS.get(log, offset));
    }
}
