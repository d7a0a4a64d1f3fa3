package org.rtkit4j.hardware.bridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Where what lies in requests, answers and events, all little-endian. `docs/bridge.md` is about the same bytes.
final class BridgeFormat {
    static final int VERSION = 1;

    /// What a kernel says first, so that nobody else is taken for one: `rtkit4j` and a zero.
    static final long MAGIC = 0x006a_3474_696b_7472L;

    /// Head of a request: op, size, address, value.
    static final int REQUEST_BYTES = 24;

    static final int REQUEST_OP = 0;
    static final int REQUEST_SIZE = 4;
    static final int REQUEST_ADDRESS = 8;
    static final int REQUEST_VALUE = 16;

    /// Head of an answer: status, size of what follows, value, and an event.
    static final int ANSWER_BYTES = 32;

    static final int ANSWER_STATUS = 0;
    static final int ANSWER_SIZE = 4;
    static final int ANSWER_VALUE = 8;
    static final int ANSWER_LINES = 16;

    /// An event: state of all lines, sequence number.
    static final int EVENT_BYTES = 16;

    /// The most that follows a request or an answer.
    static final int MOST_BYTES = 0x1_0000;

    /// Lines whose state fits into an answer.
    static final int MOST_LINES = Long.SIZE;

    private BridgeFormat() {}

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
