package org.rtkit4j.hardware.proxy.client;

import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.Opcode;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// One opcode with its arguments.
///
/// @param isRepeatable whether doing it twice is as good as once
record Call(Opcode opcode, boolean isRepeatable, long a, long b, long c, long d) {
    /// A call that must not be done twice.
    static Call once(Opcode opcode, long... arguments) {
        return new Call(opcode, false, at(arguments, 0), at(arguments, 1), at(arguments, 2), at(arguments, 3));
    }

    /// A call that may be done again where the answer is lost.
    static Call repeatable(Opcode opcode, long... arguments) {
        return new Call(opcode, true, at(arguments, 0), at(arguments, 1), at(arguments, 2), at(arguments, 3));
    }

    void encode(Frame request) {
        request.begin(FrameType.PROXY.word())
                .put(Requests.OPCODE, opcode.code())
                .put(Requests.ARGS.get(0), a)
                .put(Requests.ARGS.get(1), b)
                .put(Requests.ARGS.get(2), c)
                .put(Requests.ARGS.get(3), d)
                .seal();
    }

    /// Returns the call as a message names it.
    String describe() {
        return "call=%s, argument=0x%x".formatted(opcode, a);
    }

    private static long at(long[] arguments, int index) {
        return index < arguments.length ? arguments[index] : 0;
    }
}
