package org.rtkit4j.emulator.dockchannel;

import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.*;

import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.emulator.machine.RaisedInterrupts;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// One channel of a DockChannel: a FIFO in each direction, the AP's registers, and the firmware's end.
///
/// An interrupt is pending from when its condition held until it is cleared, and at once again where the condition
/// still holds. A threshold of 0 counts as 1, and bytes written into a full FIFO are lost and counted. *Guess* at
/// both: no source says it. Any thread may use registers and end alike; interrupt handlers are called by
/// [#raiseLines], where no lock is held.
public final class DockChannel {
    /// Size of each FIFO. Source: `apple,fifo-size` in the asahi device trees.
    public static final int FIFO_BYTES = 0x800;

    private final int txBit;
    private final int rxBit;
    private final Runnable attend;
    private final Line line;
    private final ByteFifo toIop = new ByteFifo(FIFO_BYTES);
    private final ByteFifo toAp = new ByteFifo(FIFO_BYTES);
    private int mask;
    private int pending;
    private int txThreshold;
    private int rxThreshold;
    private long lostBytes;
    private volatile ByteWatcher watcher = (_, _, _) -> {};

    /// Hears the bytes that pass the AP's data registers; on the AP's threads.
    @FunctionalInterface
    public interface ByteWatcher {
        /// The AP writes bytes, which are not there yet, or has read some.
        ///
        /// @param word the bytes, the first one lowest
        /// @param count how many, 1 to 4
        void onBytes(Direction direction, int word, int count);
    }

    /// @param channel its number, which says which interrupt bits are its own
    /// @param attend called when the AP has written bytes, or made room by reading some
    public DockChannel(int channel, RaisedInterrupts interrupts, Runnable attend) {
        txBit = txBit(channel);
        rxBit = rxBit(channel);
        this.attend = attend;
        line = new Line(this::isAsserted, interrupts);
    }

    // ---- The AP's side ----

    /// Returns the interrupt block.
    public Registers interrupts() {
        return new Window() {
            @Override
            int read(int offset) {
                return readInterrupts(offset);
            }

            @Override
            void write(int offset, int value) {
                writeInterrupts(offset, value);
            }
        };
    }

    /// Returns the thresholds.
    public Registers config() {
        return new Window() {
            @Override
            int read(int offset) {
                return readConfig(offset);
            }

            @Override
            void write(int offset, int value) {
                writeConfig(offset, value);
            }
        };
    }

    /// Returns the data registers.
    public Registers data() {
        return new Window() {
            @Override
            int read(int offset) {
                return readData(offset);
            }

            @Override
            void write(int offset, int value) {
                writeData(offset, value);
            }
        };
    }

    /// Has `listener` hear what passes, in place of the one before.
    public void watch(ByteWatcher listener) {
        watcher = listener;
    }

    /// Returns the line that is asserted while an interrupt is pending that is passed on.
    public InterruptLine line() {
        return line;
    }

    /// Calls the handler of the line where it is due. To be called after the firmware has used its end.
    public void raiseLines() {
        line.changed();
    }

    /// Registers of 32 bits; one of 64 is two, low half first.
    private abstract static class Window implements Registers {
        abstract int read(int offset);

        abstract void write(int offset, int value);

        @Override
        public int read32(long offset) {
            return read((int) offset);
        }

        @Override
        public long read64(long offset) {
            return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
        }

        @Override
        public void write32(long offset, int value) {
            write((int) offset, value);
        }

        @Override
        public void write64(long offset, long value) {
            write32(offset, (int) value);
            write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
        }
    }

    private synchronized int readInterrupts(int offset) {
        return switch (offset) {
            case IRQ_MASK -> mask;
            case IRQ_FLAG -> pending;
            default -> 0;
        };
    }

    private void writeInterrupts(int offset, int value) {
        synchronized (this) {
            switch (offset) {
                case IRQ_MASK -> mask = value;
                case IRQ_FLAG -> pending &= ~value;
                default -> {}
            }
            follow();
        }
        line.changed();
    }

    private synchronized int readConfig(int offset) {
        return switch (offset) {
            case TX_THRESHOLD -> txThreshold;
            case RX_THRESHOLD -> rxThreshold;
            default -> 0;
        };
    }

    private void writeConfig(int offset, int value) {
        synchronized (this) {
            switch (offset) {
                case TX_THRESHOLD -> txThreshold = value;
                case RX_THRESHOLD -> rxThreshold = value;
                default -> {}
            }
            follow();
        }
        line.changed();
    }

    private int readData(int offset) {
        return switch (offset) {
            case TX_FREE -> free();
            case RX_COUNT -> count();
            case RX_8 -> take(1, true);
            case RX_16 -> take(2, true);
            case RX_24 -> take(3, true);
            case RX_32 -> take(4, false);
            default -> 0;
        };
    }

    private synchronized int free() {
        return toIop.free();
    }

    private synchronized int count() {
        return toAp.size();
    }

    private int take(int most, boolean isCounted) {
        int word;
        int count;
        synchronized (this) {
            count = Math.min(most, toAp.size());
            word = taken(count);
            follow();
        }
        if (count > 0) {
            watcher.onBytes(Direction.IOP_TO_AP, word, count);
            attend.run();
        }
        return isCounted ? word << Byte.SIZE | count : word;
    }

    private int taken(int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= toAp.take() << (Byte.SIZE * i);
        }
        return word;
    }

    private void writeData(int offset, int value) {
        switch (offset) {
            case TX_8 -> put(value, 1);
            case TX_16 -> put(value, 2);
            case TX_24 -> put(value, 3);
            case TX_32 -> put(value, 4);
            default -> {}
        }
    }

    private void put(int word, int count) {
        watcher.onBytes(Direction.AP_TO_IOP, word, count);
        synchronized (this) {
            for (int i = 0; i < count; i++) {
                lostBytes += toIop.put(word >>> (Byte.SIZE * i)) ? 0 : 1;
            }
            follow();
        }
        attend.run();
    }

    // A condition that holds makes its interrupt pending; that it holds no more does not clear it.
    private void follow() {
        if (toIop.free() >= Math.max(Integer.toUnsignedLong(txThreshold), 1)) {
            pending |= txBit;
        }
        if (toAp.size() >= Math.max(Integer.toUnsignedLong(rxThreshold), 1)) {
            pending |= rxBit;
        }
    }

    private synchronized boolean isAsserted() {
        return (pending & mask) != 0;
    }

    // ---- The firmware's side ----

    /// Takes bytes that the AP has written.
    ///
    /// @return how many there were, at most `most`
    public synchronized int take(byte[] into, int from, int most) {
        int count = Math.min(most, toIop.size());
        for (int i = 0; i < count; i++) {
            into[from + i] = (byte) toIop.take();
        }
        follow();
        return count;
    }

    /// Gives bytes to the AP.
    ///
    /// @return how many had room
    public synchronized int offer(byte[] bytes, int from, int length) {
        int count = Math.min(length, toAp.free());
        for (int i = 0; i < count; i++) {
            toAp.put(bytes[from + i]);
        }
        follow();
        return count;
    }

    /// Returns how many bytes the AP has not read.
    public int unread() {
        return count();
    }

    /// Forgets what the AP has written and nobody has read.
    public synchronized void discardSent() {
        toIop.clear();
        follow();
    }

    /// Returns how many bytes the AP has written into a full FIFO.
    public synchronized long lostBytes() {
        return lostBytes;
    }
}
