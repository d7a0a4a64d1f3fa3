package org.rtkit4j.capture.record;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.decode.MessageLayouts;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.capture.tap.SnapshotSource;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.SmcKeyFlags;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.message.Vocabulary;

/// The memory that messages refer to: syslog entries, crash logs, the SMC's values where they do not fit the
/// message, a display's calls, and the entries of its rings and of a sensor's. Where it lies depends on what was said
/// before, so it
/// hears every message of one mailbox, in order.
public final class ReferredMemory implements SnapshotSource {
    private static final int MOST_BYTES = 1 << 20;

    private final Vocabulary vocabulary;
    private final Reader reader;
    private final MessageLayouts decoder = new MessageLayouts();
    private final ReferredCalls calls;
    private final Map<Integer, ReferredEntries> entries = new HashMap<>();

    private long syslog;
    private long syslogEntries;
    private int entryBytes;
    private long crashlog;
    private int crashlogBytes;
    private long smc;
    private @Nullable Layout smcCommand;

    /// Copies memory; on the thread that uses the mailbox.
    @FunctionalInterface
    public interface Reader {
        /// Returns at most so many bytes from `iova` on, or null where nothing can be read there.
        ///
        /// @param iova an address as the co-processor sees it, which may be any
        byte @Nullable [] read(long iova, int mostBytes);
    }

    /// Looks after the messages of one mailbox.
    ///
    /// @param vocabulary how its messages are read
    /// @param reader copies memory out at the moment of a message
    public ReferredMemory(Vocabulary vocabulary, Reader reader) {
        this.vocabulary = vocabulary;
        this.reader = reader;
        calls = new ReferredCalls(this::copy);
    }

    @Override
    public @Nullable Snapshot of(Direction direction, long msg0, long msg1) {
        int endpoint = (int) msg1 & (Endpoints.COUNT - 1);
        Layout layout = decoder.next(vocabulary, direction, endpoint, msg0);
        if (layout == null) {
            return null;
        }
        if (vocabulary.hasRings(endpoint)) {
            return entries.computeIfAbsent(endpoint, _ -> new ReferredEntries(this::copy))
                    .of(layout, msg0);
        }
        return switch (endpoint) {
            case Endpoints.SYSLOG -> syslog(layout, direction, msg0);
            case Endpoints.CRASHLOG -> crashlog(layout, msg0);
            case Endpoints.FIRST_APP -> smc(layout, msg0);
            case Iomfb.ENDPOINT -> vocabulary == Vocabulary.DCP ? calls.of(layout, direction, msg0) : null;
            default -> null;
        };
    }

    private @Nullable Snapshot syslog(Layout layout, Direction direction, long msg0) {
        if (layout == Syslog.BUFFER) {
            syslog = SharedBufferMsg.ADDRESS.get(msg0);
        } else if (layout == Syslog.Init.LAYOUT) {
            syslogEntries = Syslog.Init.ENTRIES.get(msg0);
            entryBytes = Syslog.Entry.STRUCT.sizeBytes() + (int) Syslog.Init.MESSAGE_SIZE.get(msg0);
        } else if (layout == Syslog.Log.LAYOUT && direction == Direction.IOP_TO_AP) {
            long index = Syslog.Log.INDEX.get(msg0);
            return index < syslogEntries ? copy(syslog + index * entryBytes, entryBytes) : null;
        }
        return null;
    }

    private @Nullable Snapshot crashlog(Layout layout, long msg0) {
        if (layout == Crashlog.CRASHED) {
            return copy(crashlog, crashlogBytes);
        }
        if (layout == Crashlog.BUFFER && SharedBufferMsg.ADDRESS.get(msg0) != 0) {
            crashlog = SharedBufferMsg.ADDRESS.get(msg0);
            crashlogBytes = (int) SharedBufferMsg.SIZE.get(msg0) * SharedBufferMsg.PAGE_BYTES;
        }
        return null;
    }

    private @Nullable Snapshot smc(Layout layout, long msg0) {
        if (layout == SmcMsg.SHARED_MEMORY) {
            smc = msg0;
        } else if (layout == SmcMsg.ANSWER) {
            return smcAnswer(msg0);
        } else if (layout.direction() == Direction.AP_TO_IOP) {
            smcCommand = layout;
            return smcPayload(layout, msg0);
        }
        return null;
    }

    private @Nullable Snapshot smcAnswer(long msg0) {
        if (SmcMsg.RESULT.get(msg0) != 0) {
            return null;
        }
        if (smcCommand == SmcMsg.KEY_INFO) {
            return copy(smc, SmcKeyFlags.INFO_BYTES);
        }
        int size = (int) SmcMsg.SIZE.get(msg0);
        return size > Integer.BYTES ? copy(smc, size) : null;
    }

    private @Nullable Snapshot smcPayload(Layout layout, long msg0) {
        if (layout == SmcMsg.WRITE_KEY) {
            return copy(smc, (int) SmcMsg.SIZE.get(msg0));
        }
        return layout == SmcMsg.READ_WRITE_KEY ? copy(smc, (int) SmcMsg.WRITE_SIZE.get(msg0)) : null;
    }

    private @Nullable Snapshot copy(long iova, int wanted) {
        byte[] bytes = wanted <= 0 ? null : reader.read(iova, Math.min(wanted, MOST_BYTES));
        return bytes == null ? null : Snapshot.of(iova, bytes);
    }
}
