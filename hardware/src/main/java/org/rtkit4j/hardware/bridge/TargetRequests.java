package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;

/// Serves what a kernel asks of a machine that is on: one request, one answer.
///
/// @param channel where the request is, and the answer goes
record TargetRequests(RequestChannel channel, BridgeTarget target, LineWatch lines) {
    /// Returns whether a size is below the least or above the most that is sent at once.
    static boolean isOutside(int size, int least) {
        return size < least || size > BridgeFormat.MOST_BYTES;
    }

    /// Serves a request; every outcome is an answer.
    ///
    /// @throws IOException if the answer cannot be sent
    void serve(BridgeOp op, byte[] data) throws IOException {
        try {
            perform(op, data);
        } catch (TargetFaultException e) {
            channel.answer(BridgeStatus.NOTHING_THERE, e.physAddr(), lines);
        } catch (InternalError e) {
            // The kernel's memory is there no more.
            channel.answer(BridgeStatus.NOTHING_THERE, channel.address(), lines);
        } catch (IllegalArgumentException e) {
            channel.refuse(String.valueOf(e.getMessage()), lines);
        }
    }

    private void perform(BridgeOp op, byte[] data) throws IOException, TargetFaultException {
        switch (op) {
            case READ -> channel.answer(BridgeStatus.OK, target.load(channel.address(), width()), lines);
            case WRITE -> {
                target.store(channel.address(), width(), channel.value());
                channel.answer(BridgeStatus.OK, 0, lines);
            }
            case READ_BLOCK -> answer(readBlock());
            case WRITE_BLOCK -> {
                target.write(channel.address(), block(data));
                channel.answer(BridgeStatus.OK, 0, lines);
            }
            case FAULT -> answer(RequestChannel.sentence(target.fault(new String(data, StandardCharsets.UTF_8))));
            case STATE -> answer(utf8(target.state()));
            case HELLO, MEMORY, EVENTS -> throw new IllegalArgumentException("not now: op=" + op);
        }
    }

    private int width() {
        int width = channel.size();
        if (Integer.bitCount(width) != 1 || width < 0 || width > Long.BYTES) {
            throw new IllegalArgumentException("no such width: width=" + Integer.toUnsignedString(width));
        }
        return width;
    }

    private byte[] readBlock() throws TargetFaultException {
        if (isOutside(channel.size(), 1)) {
            throw new IllegalArgumentException("no such block: size=" + Integer.toUnsignedString(channel.size()));
        }
        byte[] block = new byte[channel.size()];
        target.read(channel.address(), block);
        return block;
    }

    private static byte[] block(byte[] data) {
        if (data.length == 0) {
            throw new IllegalArgumentException("no such block: size=0");
        }
        return data;
    }

    private void answer(byte[] data) throws IOException {
        channel.answer(BridgeStatus.OK, 0, data, lines);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
