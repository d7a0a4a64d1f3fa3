package org.rtkit4j.nbd;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskTraits;

/// A write that begins or ends within a block, one step after another: a block that is covered in part is read,
/// changed and written; what lies between is written as it is.
///
/// One of a connection at a time, and one of a disk: see [CommandGate#lock].
final class UnalignedChange {
    private final CommandGate gate;
    private final DiskTraits traits;
    private final ByteBuffer block;
    private @Nullable NbdRequest request;
    private long at;
    private boolean hasBlock;

    /// @param block room for one
    UnalignedChange(CommandGate gate, ByteBuffer block) {
        this.gate = gate;
        this.block = block;
        traits = gate.disk().traits();
    }

    boolean isFor(NbdRequest asked) {
        return request == asked;
    }

    /// Goes on, or begins.
    ///
    /// @return whether everything was done
    boolean proceed(NbdRequest asked) {
        if (request == null) {
            if (!gate.lock(asked)) {
                return false;
            }
            request = asked;
            at = asked.offset;
            hasBlock = false;
        }
        boolean isOver = asked.error != 0 || at == end(asked);
        if (asked.flying == 0 && !isOver) {
            submitNext(asked);
        }
        isOver = asked.error != 0 || at == end(asked);
        if (asked.flying > 0 || !isOver) {
            return false;
        }
        request = null;
        gate.unlock(asked);
        return true;
    }

    private void submitNext(NbdRequest asked) {
        long left = end(asked) - at;
        int within = (int) (at & (traits.blockBytes() - 1));
        if (within == 0 && left >= traits.blockBytes()) {
            submitWhole(asked, left);
        } else if (hasBlock) {
            submitPart(asked, within, (int) Math.min(left, traits.blockBytes() - within));
        } else {
            hasBlock = gate.submit(gate.command().read(at - within, block, 0, traits.blockBytes()), asked);
        }
    }

    private void submitWhole(NbdRequest asked, long left) {
        ByteBuffer data = asked.data;
        long most = data == null ? traits.maxRangeBytes() : traits.maxTransferBytes();
        long part = Math.min(left & -traits.blockBytes(), most);
        DiskCommand command = data == null
                ? gate.command().writeZeroes(at, part, asked.isFua())
                : gate.command().write(at, data, from(asked), (int) part, asked.isFua());
        at += gate.submit(command, asked) ? part : 0;
    }

    private void submitPart(NbdRequest asked, int within, int part) {
        if (asked.data == null) {
            for (int i = 0; i < part; i++) {
                block.put(within + i, (byte) 0);
            }
        } else {
            block.put(within, asked.data, from(asked), part);
        }
        if (gate.submit(gate.command().write(at - within, block, 0, traits.blockBytes(), asked.isFua()), asked)) {
            at += part;
            hasBlock = false;
        }
    }

    private int from(NbdRequest asked) {
        return BufferPool.DATA_AT + (int) (at - asked.offset);
    }

    private static long end(NbdRequest asked) {
        return asked.offset + asked.length;
    }
}
