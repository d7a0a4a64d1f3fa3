package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.Replies;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// The target's end as a state machine: bytes in, bytes out, no thread and no clock of its own.
///
/// Scans for a frame's marker and ignores every other byte; a frame that stops arriving is dropped in silence, data
/// that stop arriving are answered TRANSFER.
final class ProxyEngine {
    /// How long the bytes of one frame may be apart.
    static final long FRAME_GAP_NANOS = 1_000_000_000;

    private final Frame request = Frame.request();
    private final Frame reply = Frame.reply();
    private final OutBuffer out;
    private final RequestHandler handler;
    private final ServerCounters counters;

    private State state = State.SCANNING;
    private int window;
    private int have;
    private long lastByteNanos;

    private enum State {
        SCANNING,
        REQUEST,
        DATA
    }

    /// Starts the proxy: on a serial line BOOT goes out.
    ///
    /// @throws IOException as `outlet` does, here and later
    ProxyEngine(ProxyTarget target, ConsoleQueue console, ServerCounters counters, Outlet outlet) throws IOException {
        this.counters = counters;
        out = new OutBuffer(outlet);
        handler = new RequestHandler(target, console, counters, out);
        handler.start();
        out.flush();
    }

    /// Takes bytes from the host, and answers what they complete.
    ///
    /// @throws IOException as the outlet does
    void feed(byte[] bytes, int from, int length, long nowNanos) throws IOException {
        onTime(nowNanos);
        lastByteNanos = nowNanos;
        int at = from;
        int end = from + length;
        while (at < end) {
            at += switch (state) {
                case SCANNING -> scan(bytes[at]);
                case REQUEST -> collect(bytes, at, end - at);
                case DATA -> data(bytes, at, end - at);
            };
        }
        out.flush();
    }

    /// Drops a frame that has stopped arriving.
    void onTime(long nowNanos) throws IOException {
        if (state == State.SCANNING || nowNanos - lastByteNanos < FRAME_GAP_NANOS) {
            return;
        }
        if (state == State.DATA) {
            handler.abandonData();
            out.flush();
        }
        counters.onDropped();
        state = State.SCANNING;
    }

    /// Returns whether a frame is arriving: the clock matters.
    boolean isInFrame() {
        return state != State.SCANNING;
    }

    private int scan(byte next) {
        window = (window >>> 8) | ((next & 0xff) << 24);
        if ((window & FrameType.MARKER_MASK) == FrameType.MARKER) {
            request.begin(window);
            have = Integer.BYTES;
            window = 0;
            state = State.REQUEST;
        }
        return 1;
    }

    private int collect(byte[] bytes, int from, int available) throws IOException {
        int count = Math.min(available, Requests.BYTES - have);
        System.arraycopy(bytes, from, request.bytes(), have, count);
        have += count;
        if (have == Requests.BYTES) {
            state = State.SCANNING;
            onRequest();
        }
        return count;
    }

    private void onRequest() throws IOException {
        if (!request.isIntact()) {
            counters.onDamaged();
            if (request.typeWord() == FrameType.EVENT.word()) {
                // No host sends one. Answered, as the original does, it would be an event of 65532 bytes to the host.
                return;
            }
            reply.begin(request.typeWord())
                    .put(Replies.STATUS, FrameStatus.CHECKSUM.code())
                    .seal();
            out.add(reply.bytes(), 0, reply.length());
            return;
        }
        counters.onRequest();
        if (handler.serve(request)) {
            state = State.DATA;
        }
    }

    private int data(byte[] bytes, int from, int available) throws IOException {
        int count = handler.takeData(bytes, from, available);
        if (!handler.wantsData()) {
            state = State.SCANNING;
        }
        return count;
    }
}
