package org.rtkit4j.capture.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.capture.decode.MessageLayouts;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureFormatException;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.capture.ChannelName;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.KDebug;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// One mailbox's messages out of a capture, in their order.
public final class Recording {
    private static final int MOST_MESSAGES = 20_000_000;
    private static final int WORDS = 4;

    private final String fileName;
    private final Vocabulary vocabulary;
    // Of each message: its words, packet and offset. Which side sent it stands in `fromAp`.
    private long[] words = new long[64 * WORDS];
    private boolean[] fromAp = new boolean[64];
    private final List<Memory> memories = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final Map<Integer, Set<Long>> ofCommands = new HashMap<>();
    private int count;

    /// Memory that a message refers to.
    record Memory(int message, Snapshot snapshot) {}

    private Recording(String fileName, Vocabulary vocabulary) {
        this.fileName = fileName;
        this.vocabulary = vocabulary;
    }

    /// Reads the messages of a co-processor's mailbox.
    ///
    /// @param name of its interface; where the capture has one interface alone, that is taken whatever its name, as
    ///     long as it is not known for another kind of co-processor
    /// @throws CaptureFormatException if there is no such interface, nobody recorded who sent a message, or
    ///     some are missing
    public static Recording of(CaptureFile file, String name) throws CaptureFormatException {
        CapturedInterface chosen = choose(file, name);
        CaptureCursor cursor = file.cursor();
        var recording =
                new Recording(file.name(), ChannelName.vocabulary(chosen.name().isEmpty() ? name : chosen.name()));
        var decoder = new MessageLayouts();
        while (cursor.next()) {
            if (cursor.interfaceOf().number() == chosen.number()) {
                recording.add(cursor, decoder);
            }
        }
        if (cursor.problem() != null && recording.count == 0) {
            throw new CaptureFormatException(file.name() + ": " + cursor.problem());
        }
        return recording;
    }

    private static CapturedInterface choose(CaptureFile file, String name) throws CaptureFormatException {
        CaptureCursor cursor = file.cursor();
        boolean more = true;
        while (more) {
            more = cursor.next();
        }
        List<CapturedInterface> all = cursor.interfaces().stream()
                .filter(each -> each.linkType() == CaptureFrame.LINK_TYPE)
                .toList();
        for (CapturedInterface each : all) {
            if (each.name().equalsIgnoreCase(name)) {
                return each;
            }
        }
        if (all.size() == 1 && isLikely(all.getFirst().name(), name)) {
            return all.getFirst();
        }
        throw new CaptureFormatException("%s: no such mailbox: name=%s, there are %s"
                .formatted(
                        file.name(),
                        name,
                        all.stream().map(CapturedInterface::name).toList()));
    }

    // A name of no known kind may be anybody's.
    private static boolean isLikely(String recorded, String wanted) {
        CoprocessorKind kind = CoprocessorKind.of(recorded);
        CoprocessorKind other = CoprocessorKind.of(wanted);
        return kind == other || kind == CoprocessorKind.GENERIC || other == CoprocessorKind.GENERIC;
    }

    private void add(CaptureCursor cursor, MessageLayouts decoder) throws CaptureFormatException {
        if (cursor.kind() == CaptureFrame.MEMORY && count > 0) {
            memories.add(new Memory(count - 1, new Snapshot(cursor.msg0(), cursor.body())));
            addBuffers(cursor);
        }
        if (cursor.kind() != CaptureFrame.MESSAGE) {
            return;
        }
        Direction direction = cursor.direction();
        if (direction == Direction.BOTH || cursor.dropped() != 0 || count == MOST_MESSAGES) {
            throw new CaptureFormatException("%s: cannot be replayed from packet %d: offset=%d, %s"
                    .formatted(fileName, cursor.number(), cursor.offset(), why(cursor)));
        }
        grow();
        int at = count * WORDS;
        words[at] = cursor.msg0();
        words[at + 1] = cursor.msg1();
        words[at + 2] = cursor.number();
        words[at + 3] = cursor.offset();
        fromAp[count] = direction == Direction.AP_TO_IOP;
        count++;
        Layout layout = decoder.next(cursor.vocabulary(), direction, cursor.endpoint(), cursor.msg0());
        if (direction == Direction.AP_TO_IOP && layout != null) {
            addAddress(layout, cursor.msg0());
        }
        if (layout == Afk.INIT) {
            ofCommands.remove(cursor.endpoint());
        }
    }

    private static String why(CaptureCursor cursor) {
        return cursor.direction() == Direction.BOTH
                ? "nobody recorded who sent it"
                : cursor.dropped() != 0 ? "messages are missing before it" : "too many messages";
    }

    private void grow() {
        if (count == fromAp.length) {
            words = Arrays.copyOf(words, words.length * 2);
            fromAp = Arrays.copyOf(fromAp, fromAp.length * 2);
        }
    }

    // The addresses that the recorded host gave away: the live one must give the same.
    private void addAddress(Layout layout, long msg0) {
        long address = addressIn(layout, msg0);
        if (address != 0) {
            addresses.add(address);
        }
    }

    // Buffers of a command, when the first one has them: allocated in this order. They last until the endpoint's end.
    private void addBuffers(CaptureCursor cursor) {
        ByteBuffer memory = cursor.body();
        boolean mayBe = fromAp[count - 1] && cursor.vocabulary().hasRings(cursor.endpoint()) && EpicEntry.isAt(memory);
        EpicEntry entry = mayBe ? EpicEntry.of(memory) : null;
        boolean isCommand = entry != null && entry.category() == Epic.Category.COMMAND;
        EpicEntry.Buffers buffers = entry == null ? null : entry.buffers();
        if (isCommand && buffers != null) {
            Set<Long> known = ofCommands.computeIfAbsent(cursor.endpoint(), _ -> new HashSet<>());
            for (long address : new long[] {buffers.tx(), buffers.rx()}) {
                if (known.add(address)) {
                    addresses.add(address);
                }
            }
        }
    }

    private static long addressIn(Layout layout, long msg0) {
        if (layout.fields().contains(SharedBufferMsg.ADDRESS)) {
            return SharedBufferMsg.ADDRESS.get(msg0);
        }
        if (layout == OsLog.Buffer.LAYOUT) {
            return OsLog.Buffer.ADDRESS.get(msg0) << 12;
        }
        if (layout == KDebug.BufferReply.FIRST || layout == KDebug.BufferReply.SECOND) {
            return KDebug.BufferReply.ADDRESS.get(msg0);
        }
        return layout == Afk.GETBUF_ACK || layout == Iomfb.SET_SHARED_MEMORY
                ? layout.fields().getFirst().get(msg0)
                : 0;
    }

    int count() {
        return count;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    boolean isFromAp(int message) {
        return fromAp[message];
    }

    long msg0(int message) {
        return words[message * WORDS];
    }

    long msg1(int message) {
        return words[message * WORDS + 1];
    }

    int endpoint(int message) {
        return (int) msg1(message) & (Endpoints.COUNT - 1);
    }

    List<Memory> memories() {
        return memories;
    }

    List<Long> addresses() {
        return addresses;
    }

    /// Returns where a message stands: `F.pcapng: packet 17, offset=1184`.
    String place(int message) {
        return "%s: packet %d, offset=%d".formatted(fileName, words[message * WORDS + 2], words[message * WORDS + 3]);
    }

    String fileName() {
        return fileName;
    }

    /// Returns a message in words.
    String describe(int message) {
        return describe(endpoint(message), msg0(message));
    }

    /// Returns a message of the AP's in words.
    String describe(int endpoint, long msg0) {
        return "%02x:%016x %s".formatted(endpoint, msg0, vocabulary.describe(Direction.AP_TO_IOP, endpoint, msg0));
    }
}
