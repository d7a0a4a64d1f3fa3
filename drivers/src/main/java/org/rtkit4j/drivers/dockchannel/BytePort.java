package org.rtkit4j.drivers.dockchannel;

import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.*;

import org.rtkit4j.wire.port.Registers;

/// The AP's end of a channel as bytes. Nothing here waits, and nothing allocates; one thread at a time.
///
/// Words of four bytes are moved as words, the rest byte by byte, as Linux does (asahi `dockchannel.c`).
final class BytePort {
    private final Registers interrupts;
    private final Registers config;
    private final Registers data;
    private final int txBit;
    private final int rxBit;
    private final int fifoBytes;

    BytePort(DockChannelWindows windows) {
        interrupts = windows.interrupts();
        config = windows.config();
        data = windows.data();
        txBit = txBit(windows.channel());
        rxBit = rxBit(windows.channel());
        fifoBytes = windows.fifoBytes();
    }

    /// Reads what is there.
    ///
    /// @return how many bytes, at most `most`
    int read(byte[] into, int from, int most) {
        int count = atMost(data.read32(RX_COUNT), most);
        int done = 0;
        while (count - done >= Integer.BYTES) {
            int word = data.read32(RX_32);
            for (int i = 0; i < Integer.BYTES; i++) {
                into[from + done++] = (byte) (word >>> (Byte.SIZE * i));
            }
        }
        while (done < count) {
            int word = data.read32(RX_8);
            if (COUNT.get(word) == 0) {
                break;
            }
            into[from + done++] = (byte) (word >>> Byte.SIZE);
        }
        return done;
    }

    /// Writes as much as has room.
    ///
    /// @return how many bytes
    int write(byte[] bytes, int from, int length) {
        int count = atMost(data.read32(TX_FREE), length);
        int done = 0;
        while (count - done >= Integer.BYTES) {
            int word = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                word |= (bytes[from + done++] & 0xff) << (Byte.SIZE * i);
            }
            data.write32(TX_32, word);
        }
        while (done < count) {
            data.write32(TX_8, bytes[from + done++] & 0xff);
        }
        return done;
    }

    /// Reads what is there and forgets it, at most as much as a FIFO holds: what a host before this one, or a
    /// firmware before this one, has left behind.
    ///
    /// @return how many bytes
    int drain() {
        int count = atMost(data.read32(RX_COUNT), fifoBytes);
        int done = 0;
        while (done < count && COUNT.get(data.read32(RX_8)) > 0) {
            done++;
        }
        return done;
    }

    /// Has the interrupt come once `bytes` are there or `room` is free; 0 stands for never. Either is cut to
    /// half a FIFO, so that the other side need not wait for this one.
    void awaken(int bytes, int room) {
        config.write32(RX_THRESHOLD, Math.min(Math.max(bytes, 1), fifoBytes / 2));
        config.write32(TX_THRESHOLD, Math.min(Math.max(room, 1), fifoBytes / 2));
        interrupts.write32(IRQ_FLAG, txBit | rxBit);
        pass((bytes > 0 ? rxBit : 0) | (room > 0 ? txBit : 0));
    }

    /// Has no interrupt come any more.
    void silence() {
        pass(0);
        interrupts.write32(IRQ_FLAG, txBit | rxBit);
    }

    // The other channels' bits are theirs.
    private void pass(int bits) {
        int others = interrupts.read32(IRQ_MASK) & ~(txBit | rxBit);
        interrupts.write32(IRQ_MASK, others | bits);
    }

    private static int atMost(int said, int most) {
        return Integer.compareUnsigned(said, most) < 0 ? said : most;
    }
}
