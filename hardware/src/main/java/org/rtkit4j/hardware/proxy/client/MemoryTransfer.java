package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.Objects;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Checksum;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// Blocks of memory. They are repeated where they fail on the wire, hence not for registers.
final class MemoryTransfer {
    private final FrameExchange exchange;
    private final Repeater repeater;
    private final int blockBytes;

    MemoryTransfer(FrameExchange exchange, Repeater repeater, int blockBytes) {
        this.exchange = exchange;
        this.repeater = repeater;
        this.blockBytes = blockBytes;
    }

    void read(long physAddr, byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        for (int done = 0; done < length; ) {
            int at = done;
            int count = Math.min(blockBytes, length - done);
            repeater.repeat(true, true, () -> readBlock(physAddr + at, into, from + at, count));
            done += count;
        }
    }

    void write(long physAddr, byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        for (int done = 0; done < length; ) {
            int at = done;
            int count = lengthWithoutMarker(bytes, from + done, Math.min(blockBytes, length - done));
            repeater.repeat(true, true, () -> writeBlock(physAddr + at, bytes, from + at, count));
            done += count;
        }
    }

    private int readBlock(long physAddr, byte[] into, int from, int length) throws IOException {
        String what = "MEMREAD, address=0x%x, size=%d".formatted(physAddr, length);
        Frame request = exchange.request()
                .begin(FrameType.MEMREAD.word())
                .put(Requests.ADDRESS, physAddr)
                .put(Requests.SIZE, length)
                .seal();
        exchange.begin().add(request.bytes(), 0, request.length());
        long deadline = exchange.send((long) length + Replies.BYTES, what);
        Frame reply = exchange.receive(FrameType.MEMREAD, deadline, what);
        requireDone(reply, what);
        exchange.receive(into, from, length, deadline, what);
        boolean isIntact = exchange.checksums()
                ? reply.signed(Replies.DATA_CHECKSUM) == Checksum.of(into, from, length)
                : hasEnd(deadline, what);
        if (!isIntact) {
            throw new ProxyException(Kind.DAMAGED, "the data arrived damaged: " + what);
        }
        exchange.done();
        return length;
    }

    private boolean hasEnd(long deadline, String what) throws IOException {
        var end = new byte[Integer.BYTES];
        exchange.receive(end, 0, end.length, deadline, what);
        return end[0] == (byte) ProxyFeatures.END_OF_DATA
                && end[1] == (byte) (ProxyFeatures.END_OF_DATA >> 8)
                && end[2] == (byte) (ProxyFeatures.END_OF_DATA >> 16)
                && end[3] == (byte) (ProxyFeatures.END_OF_DATA >> 24);
    }

    private int writeBlock(long physAddr, byte[] bytes, int from, int length) throws IOException {
        String what = "MEMWRITE, address=0x%x, size=%d".formatted(physAddr, length);
        int checksum = exchange.checksums() ? Checksum.of(bytes, from, length) : ProxyFeatures.NO_CHECKSUM;
        Frame request = exchange.request()
                .begin(FrameType.MEMWRITE.word())
                .put(Requests.ADDRESS, physAddr)
                .put(Requests.SIZE, length)
                .put(Requests.DATA_CHECKSUM, Integer.toUnsignedLong(checksum))
                .seal();
        Outgoing out =
                exchange.begin().add(request.bytes(), 0, request.length()).add(bytes, from, length);
        if (!exchange.checksums()) {
            out.addWord(ProxyFeatures.END_OF_DATA);
        }
        long deadline = exchange.send(Replies.BYTES, what);
        requireWritten(exchange.receive(FrameType.MEMWRITE, deadline, what), what);
        exchange.done();
        return length;
    }

    private void requireWritten(Frame reply, String what) throws ProxyException {
        boolean isMismatch =
                reply.signed(Replies.STATUS) == FrameStatus.TRANSFER.code() && reply.get(Replies.DATA_CHECKSUM) != 0;
        if (isMismatch) {
            // It has got the data and they are not what was sent. Where nothing is, it has no checksum to tell.
            exchange.answered();
            throw new ProxyException(Kind.DAMAGED, "the data arrived damaged at the target: " + what);
        }
        requireDone(reply, what);
    }

    private void requireDone(Frame reply, String what) throws ProxyException {
        FrameStatus status = FrameStatus.of(reply.signed(Replies.STATUS));
        if (status == FrameStatus.OK) {
            return;
        }
        exchange.done();
        if (status == FrameStatus.TRANSFER) {
            throw new ProxyException(Kind.FAULT, "an exception on the target, nothing may be there: " + what);
        }
        String meaning = status == null ? "unknown status" : status.meaning();
        throw new ProxyException(Kind.REFUSED, "%s: %s".formatted(meaning, what));
    }

    /// Returns how many bytes to send so that they contain no frame's marker.
    ///
    /// A target that could not read the request looks for the next one among its data, and would carry out what it
    /// found there.
    private static int lengthWithoutMarker(byte[] bytes, int from, int length) {
        for (int i = from + 2; i < from + length; i++) {
            if (bytes[i] == (byte) 0xaa && bytes[i - 1] == 0x55 && bytes[i - 2] == (byte) 0xff) {
                return i - from;
            }
        }
        return length;
    }
}
