package org.rtkit4j.drivers.dockchannel;

import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.port.InterruptLine;

/// Packets over one channel of a DockChannel, in both directions: one on its way out at a time, and no waiting.
///
/// Its owner polls it when [woken][#awaken], on one thread at a time. A packet that comes costs no allocation.
public final class PacketLink {
    /// The most that a packet to the firmware carries behind its head. Commands and reports have a few bytes.
    public static final int MOST_DATA_BYTES = 1024;

    private final BytePort port;
    private final InterruptLine line;
    private final PacketReader reader;
    private final byte[] sending =
            new byte[DockPacket.HEADER_BYTES + DockPayload.HEAD_BYTES + MOST_DATA_BYTES + DockPacket.CHECKSUM_BYTES];
    private int size;
    private int sent;

    public PacketLink(DockChannelWindows windows, PacketListener listener) {
        port = new BytePort(windows);
        line = windows.line();
        reader = new PacketReader(port, listener);
    }

    /// Forgets what was on its way in either direction, and what was left behind in the FIFO.
    ///
    /// @return how many bytes that were
    public int reset() {
        reader.clear();
        size = 0;
        sent = 0;
        return port.drain();
    }

    /// Handles packets that have come, at most `budget`, and goes on with the one on its way out.
    ///
    /// @return whether there may be more to handle
    public boolean poll(int budget) {
        flush();
        return reader.poll(budget);
    }

    /// Has `handler` called once there is something to do; anew after each time that it was called. Where
    /// there is something already, at once.
    public void awaken(Runnable handler) {
        port.awaken(reader.missing(), isSending() ? 1 : 0);
        line.arm(handler);
    }

    /// Has no handler called any more.
    public void silence() {
        line.disarm();
        port.silence();
    }

    // ---- Out ----

    /// Returns whether a packet is on its way out: the FIFO has not taken all of it.
    public boolean isSending() {
        return sent < size;
    }

    /// Sends a packet, as far as the FIFO has room; [#poll] goes on with it.
    ///
    /// @param length of `data`, 1 to [#MOST_DATA_BYTES]
    /// @throws IllegalStateException if another one is on its way
    public void send(int number, int sequence, int flags, byte[] data, int length) {
        if (isSending()) {
            throw new IllegalStateException("another packet is on its way");
        }
        if (length < 1 || length > MOST_DATA_BYTES) {
            throw new IllegalArgumentException("no such packet: bytes=" + length);
        }
        int payload = DockPayload.HEAD_BYTES + DockPacket.filledUp(length);
        size = 0;
        sent = 0;
        word(DockPacket.header(DockPacket.COMMAND, payload, sequence, number), Long.BYTES);
        word(DockPayload.head(flags, length, 0), Long.BYTES);
        System.arraycopy(data, 0, sending, size, length);
        size += length;
        word(0, DockPacket.filledUp(length) - length);
        word(DockPacket.WHOLE - DockPacket.sum(sending, 0, size), Integer.BYTES);
        flush();
    }

    private void word(long word, int bytes) {
        for (int i = 0; i < bytes; i++) {
            sending[size++] = (byte) (word >>> (Byte.SIZE * i));
        }
    }

    private void flush() {
        if (isSending()) {
            sent += port.write(sending, sent, size - sent);
        }
    }

    // ---- What does not go on ----

    /// Returns whether a packet has begun to come and is not whole.
    public boolean isInPacket() {
        return reader.isInPacket();
    }

    /// Returns how many bytes are missing of it.
    public int missing() {
        return reader.missing();
    }

    /// Drops what there is of a packet that does not go on.
    public void dropTorn() {
        if (reader.isInPacket()) {
            reader.drop();
        }
    }
}
