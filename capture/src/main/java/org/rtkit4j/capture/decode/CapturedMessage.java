package org.rtkit4j.capture.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.iomfb.CallLengths;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// The message where a [CaptureWalk] stands; what it returns changes with the next one.
public final class CapturedMessage {
    private final CaptureCursor cursor;
    private @Nullable EndpointSpeech told;
    private @Nullable String announced;
    private @Nullable Layout layout;
    private @Nullable Request request;
    private @Nullable AnnouncedServices services;
    private @Nullable Layout before;
    private long startNanos;
    private boolean hasStart;

    CapturedMessage(CaptureCursor cursor) {
        this.cursor = cursor;
    }

    /// @param endpoint of its endpoint, where that is one's own
    void at(@Nullable EndpointSpeech endpoint, @Nullable Layout found, @Nullable Request answered) {
        told = endpoint;
        layout = found;
        request = answered;
    }

    /// @param name of its endpoint, as the firmware has announced it
    void named(@Nullable String name) {
        announced = name;
    }

    /// @param message before this memory, which refers to it
    /// @param known what was announced behind the rings of its mailbox
    void refersTo(@Nullable Layout message, AnnouncedServices known) {
        before = message;
        services = known;
    }

    void start() {
        announced = null;
        services = null;
        before = null;
        startNanos = hasStart ? startNanos : cursor.timeNanos();
        hasStart = true;
    }

    /// Returns the packet's number in the file, from 1.
    public long number() {
        return cursor.number();
    }

    public CapturedInterface interfaceOf() {
        return cursor.interfaceOf();
    }

    /// Returns the time since 1970.
    public long timeNanos() {
        return cursor.timeNanos();
    }

    /// Returns the time since the file's first packet.
    public long sinceStartNanos() {
        return cursor.timeNanos() - startNanos;
    }

    public Direction direction() {
        return cursor.direction();
    }

    public int endpoint() {
        return cursor.endpoint();
    }

    public Vocabulary vocabulary() {
        return cursor.vocabulary();
    }

    /// Returns the endpoint's name: as the capture has it, as the firmware has announced it, else in the vocabulary of
    /// the packet.
    public String endpointName() {
        EndpointSpeech own = told;
        if (own != null) {
            return own.name();
        }
        String name = announced;
        return name == null ? cursor.vocabulary().endpointName(cursor.endpoint()) : name;
    }

    public long msg0() {
        return cursor.msg0();
    }

    public long msg1() {
        return cursor.msg1();
    }

    /// Returns the layout of the message that refers to this memory; null where none is known.
    @Nullable
    Layout before() {
        return before;
    }

    /// Returns the service behind the rings of its endpoint that has a channel, or null where none was announced.
    @Nullable
    String service(long channel) {
        return services == null ? null : services.of(cursor.endpoint(), channel);
    }

    /// Returns a copy of what it carries besides its two words: of a DockChannel, payload and checksum.
    public ByteBuffer body() {
        return cursor.body();
    }

    /// Returns how many messages before this one are missing.
    public long dropped() {
        return cursor.dropped();
    }

    /// Returns its layout, or null where none is known.
    public @Nullable Layout layout() {
        return layout;
    }

    /// Returns the layout's name, `unknown` where there is none.
    public String type() {
        return layout == null ? "unknown" : layout.name();
    }

    /// Returns whether it is a display's call of this name, or the return of one: by the memory that was captured with
    /// it, else by its length, where that is enough.
    ///
    /// @param name as generations call it, `swap_start`, or its number, `A407`
    public boolean isCall(String name) {
        if (vocabulary() != Vocabulary.DCP || endpoint() != Iomfb.ENDPOINT) {
            return false;
        }
        ByteBuffer memory = cursor.memoryBehind();
        if (memory != null) {
            return CallContent.isCalled(memory, name);
        }
        long bytes = layout == Iomfb.CALL ? Iomfb.LENGTH.get(msg0()) : 0;
        String known = direction() == Direction.AP_TO_IOP ? CallLengths.method(bytes) : CallLengths.callback(bytes);
        return name.equalsIgnoreCase(known);
    }

    /// Returns the message with its fields, a number where no layout is known.
    public String text() {
        return layout == null ? "0x%016x".formatted(msg0()) : vocabulary().format(layout, msg0());
    }

    /// Returns the request that it answers, or null.
    public @Nullable Request request() {
        return request;
    }

    /// Returns how long after its request it came, or -1.
    public long latencyNanos() {
        return request == null ? -1 : timeNanos() - request.timeNanos();
    }
}
