package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.ExceptionGuard;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// Single loads and stores of the target's addresses, and what it says where nothing is.
///
/// A load from nowhere gives a mark, which may be a value as well: the count of exceptions tells. Every store is
/// followed by that question, in the same flight where that is allowed.
final class Accesses {
    private static final Call ASK_FAULTS = Call.once(Opcode.GET_EXC_COUNT);

    private final Caller caller;

    Accesses(Caller caller) {
        this.caller = caller;
    }

    /// Forgets the exceptions of others.
    void forgetFaults() throws IOException {
        caller.call(ASK_FAULTS);
    }

    /// Loads once.
    long load(long physAddr, int width) throws IOException {
        long value = caller.call(Call.once(opcode(Opcode.READ64, width), physAddr));
        if (value == marked(width) && caller.call(ASK_FAULTS) != 0) {
            throw fault(physAddr);
        }
        return value;
    }

    /// Stores once.
    void store(long physAddr, int width, long value) throws IOException {
        withFaults(physAddr, Call.once(opcode(Opcode.WRITE64, width), physAddr, value));
    }

    /// Loads, clears bits, sets bits, stores.
    ///
    /// @return what was stored
    long modify(long physAddr, int width, long clear, long set) throws IOException {
        return withFaults(physAddr, Call.once(opcode(Opcode.MASK64, width), physAddr, clear, set))[0];
    }

    /// Does something to an address, and fails where there was an exception.
    ///
    /// @return the results of the calls
    long[] withFaults(long physAddr, Call... calls) throws IOException {
        Call[] all = Stream.concat(Arrays.stream(calls), Stream.of(ASK_FAULTS)).toArray(Call[]::new);
        long[] results = caller.callAll(all);
        if (results[calls.length] != 0) {
            throw fault(physAddr);
        }
        return results;
    }

    /// Returns the opcode of that width among four whose first is the widest.
    static Opcode opcode(Opcode widest, int width) {
        int narrower = Long.numberOfTrailingZeros(Long.BYTES) - Integer.numberOfTrailingZeros(width);
        Opcode opcode = Opcode.of(widest.code() + (long) narrower);
        if (opcode == null || opcode.widthBytes() != width) {
            throw new IllegalArgumentException("no such width: bytes=" + width);
        }
        return opcode;
    }

    private static long marked(int width) {
        return width == Long.BYTES ? ExceptionGuard.MARKED : ExceptionGuard.MARKED & ((1L << (8 * width)) - 1);
    }

    private static ProxyException fault(long physAddr) {
        return new ProxyException(
                Kind.FAULT, "an exception on the target, nothing may be there: address=0x%x".formatted(physAddr));
    }
}
