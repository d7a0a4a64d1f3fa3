package org.rtkit4j.wire.capture;

import java.util.List;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;
import org.rtkit4j.wire.message.Vocabulary;

/// One packet of a capture: a fixed head, and what follows it. Ours; see `docs/capture.md`.
///
/// Every packet says itself how it is to be read, so that a capture can be cut, filtered and merged by tools that
/// know nothing of it.
public final class CaptureFrame {
    private static final String SOURCE = "ours";

    /// `LINKTYPE_USER0`, of those that are free for private use. Source: tcpdump.org/linktypes.html.
    public static final int LINK_TYPE = 147;

    public static final int VERSION = 1;

    public static final Field VERSION_FIELD = Field.u16("version", 0x00, SOURCE);
    public static final Field KIND = Field.u16("kind", 0x02, SOURCE);
    public static final Field DIRECTION = Field.u16("direction", 0x04, SOURCE);
    public static final Field VOCABULARY = Field.u16("vocabulary", 0x06, SOURCE);
    public static final Field MSG0 = Field.u64("msg0", 0x08, SOURCE);
    public static final Field MSG1 = Field.u64("msg1", 0x10, SOURCE);

    public static final int HEAD_BYTES = 0x18;

    public static final Struct STRUCT = Struct.of(
            "Capture frame",
            "A packet: version 1; kind 0 message, 1 memory, 2 note; direction 0 unknown, 1 AP → IOP, 2 IOP → AP; vocabulary"
                    + " 0 generic, 1 ANS, 2 SMC, 3 DCP, 4 NVMe doorbells, 5 DockChannel, 6 GFX, 7 PMP, 8 ACIO, 9 AOP; the two"
                    + " words. Memory: msg0 is its"
                    + " address, the bytes follow. Message of a DockChannel: payload and checksum follow. Note: UTF-8 text follows",
            HEAD_BYTES,
            VERSION_FIELD,
            KIND,
            DIRECTION,
            VOCABULARY,
            MSG0,
            MSG1);

    /// A message. What it carries besides its two words follows the head: of a DockChannel, payload and checksum.
    public static final int MESSAGE = 0;

    /// Shared memory as it was when the message before it, with the same `msg1`, referred to it.
    public static final int MEMORY = 1;

    /// Words for people: a change of state, a fault.
    public static final int NOTE = 2;

    private static final List<Direction> DIRECTIONS = List.of(Direction.BOTH, Direction.AP_TO_IOP, Direction.IOP_TO_AP);

    private static final List<Vocabulary> VOCABULARIES = List.of(
            Vocabulary.GENERIC,
            Vocabulary.ANS,
            Vocabulary.SMC,
            Vocabulary.DCP,
            Vocabulary.NVME,
            Vocabulary.DOCKCHANNEL,
            Vocabulary.GFX,
            Vocabulary.PMP,
            Vocabulary.ACIO,
            Vocabulary.AOP);

    private CaptureFrame() {}

    /// Returns a direction's number.
    public static int code(Direction direction) {
        return DIRECTIONS.indexOf(direction);
    }

    /// Returns the direction with this number, `BOTH` where it is unknown.
    public static Direction direction(long code) {
        return code >= 0 && code < DIRECTIONS.size() ? DIRECTIONS.get((int) code) : Direction.BOTH;
    }

    /// Returns a vocabulary's number.
    public static int code(Vocabulary vocabulary) {
        return VOCABULARIES.indexOf(vocabulary);
    }

    /// Returns the vocabulary with this number, that of the system endpoints where it is unknown.
    public static Vocabulary vocabulary(long code) {
        return code >= 0 && code < VOCABULARIES.size() ? VOCABULARIES.get((int) code) : Vocabulary.GENERIC;
    }

    /// Returns all vocabularies, each at the place of its number.
    public static List<Vocabulary> vocabularies() {
        return VOCABULARIES;
    }
}
