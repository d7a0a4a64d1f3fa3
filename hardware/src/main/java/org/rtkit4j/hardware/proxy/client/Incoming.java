package org.rtkit4j.hardware.proxy.client;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.rtkit4j.hardware.proxy.wire.Checksum;
import org.rtkit4j.hardware.proxy.wire.Events;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.FrameStatus;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;
import org.rtkit4j.hardware.proxy.wire.Replies;

/// Finds frames among what comes in: text goes to the console, events to the listener, replies to the caller.
final class Incoming {
    private static final int MARKER_BYTES = 3;

    private final Inlet inlet;
    private final ConsoleLines console;
    private final ProxyListener listener;
    private final ProxyCounters counters;
    private final LastWords lastWords = new LastWords();

    /// Whether the beginnings of frames are doubtful: an event is believed only where all of it is there, and nothing
    /// is text.
    private boolean isSearching;

    /// What [#next] has found.
    enum Found {
        /// A reply, intact.
        REPLY,
        /// A frame whose checksum is wrong.
        DAMAGED,
        /// Nothing, in time.
        NOTHING
    }

    Incoming(Inlet inlet, ProxyListener listener, ProxyCounters counters) {
        this.inlet = inlet;
        this.counters = counters;
        this.listener = listener;
        console = new ConsoleLines(listener::onConsole);
    }

    /// Sets whether what is there may be anything, such as the rest of a block.
    void search(boolean searching) {
        isSearching = searching;
    }

    /// Waits for a reply, or BOOT.
    ///
    /// @param reply where it goes
    /// @param checksums whether events have checksums
    Found next(Frame reply, boolean checksums, long deadline) throws IOException {
        while (scan(deadline)) {
            if (typeAhead() != FrameType.EVENT.word() || isComplaint(deadline)) {
                return reply(reply, deadline);
            }
            Found found = event(checksums, deadline);
            if (found != Found.REPLY) {
                return found;
            }
        }
        console.flush();
        return Found.NOTHING;
    }

    /// Takes the data that follow a reply.
    boolean data(byte[] into, int from, int length, long deadline) throws IOException {
        return inlet.take(into, from, length, deadline);
    }

    // Ends at a marker and the byte that makes it a type.
    private boolean scan(long deadline) throws IOException {
        try {
            return hasMarker(deadline);
        } catch (EOFException e) {
            for (; inlet.holds(1); inlet.skip(1)) {
                lastWords.add(inlet.at(0));
            }
            throw lastWords.addTo(e);
        }
    }

    private boolean hasMarker(long deadline) throws IOException {
        while (inlet.has(MARKER_BYTES + 1, deadline)) {
            if ((typeAhead() & FrameType.MARKER_MASK) == FrameType.MARKER) {
                lastWords.forget();
                return true;
            }
            lastWords.add(inlet.at(0));
            if (isSearching) {
                counters.onDiscarded();
            } else {
                console.add(inlet.at(0));
            }
            inlet.skip(1);
        }
        return false;
    }

    // A request that arrived damaged is answered with whatever type it seemed to have; an event's length and type
    // would be the status then.
    private boolean isComplaint(long deadline) throws IOException {
        return inlet.has(Events.HEADER_BYTES, deadline) && wordAt(Integer.BYTES) == FrameStatus.CHECKSUM.code();
    }

    private int typeAhead() {
        return wordAt(0);
    }

    private int wordAt(int index) {
        int word = 0;
        for (int i = index + Integer.BYTES - 1; i >= index; i--) {
            word = (word << 8) | (inlet.at(i) & 0xff);
        }
        return word;
    }

    private Found reply(Frame reply, long deadline) throws IOException {
        if (!inlet.has(Replies.BYTES, deadline)) {
            return Found.NOTHING;
        }
        inlet.copy(reply.bytes(), Replies.BYTES);
        boolean isIntact = reply.isIntact();
        // Of a damaged frame only the marker is passed over: the rest may hold the beginning of another.
        inlet.skip(isIntact ? Replies.BYTES : MARKER_BYTES);
        return isIntact ? Found.REPLY : Found.DAMAGED;
    }

    // REPLY stands for an event that is done with.
    private Found event(boolean checksums, long deadline) throws IOException {
        if (!inlet.has(Events.HEADER_BYTES, deadline)) {
            return Found.NOTHING;
        }
        var header = new byte[Events.HEADER_BYTES];
        inlet.copy(header, header.length);
        int length = (int) Events.LENGTH.get(MemorySegment.ofArray(header), 0);
        int total = Events.HEADER_BYTES + length + Events.CHECKSUM_BYTES;
        if (isSearching && !inlet.holds(total)) {
            return skipped(Found.DAMAGED, MARKER_BYTES);
        }
        if (!inlet.has(total, deadline)) {
            return Found.NOTHING;
        }
        var bytes = new byte[total];
        inlet.copy(bytes, total);
        if (!isIntact(bytes, checksums)) {
            return skipped(Found.DAMAGED, MARKER_BYTES);
        }
        int type = (int) Events.EVENT.get(MemorySegment.ofArray(header), 0);
        listener.onEvent(type, Arrays.copyOfRange(bytes, Events.HEADER_BYTES, Events.HEADER_BYTES + length));
        return skipped(Found.REPLY, total);
    }

    private Found skipped(Found found, int count) {
        inlet.skip(count);
        return found;
    }

    private static boolean isIntact(byte[] event, boolean checksums) {
        int end = event.length - Events.CHECKSUM_BYTES;
        int sum = 0;
        for (int i = event.length - 1; i >= end; i--) {
            sum = (sum << 8) | (event[i] & 0xff);
        }
        return sum == (checksums ? Checksum.of(event, 0, end) : ProxyFeatures.NO_CHECKSUM);
    }
}
