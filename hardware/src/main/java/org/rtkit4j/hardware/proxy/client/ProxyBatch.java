package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// Loads and stores that do not depend on each other, done in order and, where the target takes that, in one
/// exchange.
///
/// Not for several threads.
public final class ProxyBatch {
    /// More might fill a target's buffers before it answers.
    private static final int MOST_IN_FLIGHT = 31;

    private final Accesses accesses;
    private final List<Call> calls = new ArrayList<>();

    ProxyBatch(Accesses accesses) {
        this.accesses = accesses;
    }

    /// Adds a load.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    public ProxyBatch load(long physAddr, int widthBytes) {
        calls.add(Call.once(Accesses.opcode(Opcode.READ64, widthBytes), physAddr));
        return this;
    }

    /// Adds a store.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    public ProxyBatch store(long physAddr, int widthBytes, long value) {
        calls.add(Call.once(Accesses.opcode(Opcode.WRITE64, widthBytes), physAddr, value));
        return this;
    }

    /// Does what was added, and empties the batch.
    ///
    /// @return a value for each load and a 0 for each store, in order
    /// @throws ProxyException if something failed; the rest was done, or may have been
    public long[] run() throws IOException {
        var todo = List.copyOf(calls);
        calls.clear();
        var results = new long[todo.size()];
        for (int from = 0; from < todo.size(); from += MOST_IN_FLIGHT) {
            List<Call> flight = todo.subList(from, Math.min(todo.size(), from + MOST_IN_FLIGHT));
            long[] values = accesses.withFaults(flight.getFirst().a(), flight.toArray(Call[]::new));
            System.arraycopy(values, 0, results, from, flight.size());
        }
        return results;
    }
}
