package org.rtkit4j.drivers.epic;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.drivers.afk.AfkFault;
import org.rtkit4j.drivers.afk.AfkLink;
import org.rtkit4j.drivers.afk.AfkListener;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.FirmwareCall;
import org.rtkit4j.wire.epic.Epic.Head;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.epic.Epic.SubHead;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;

/// An AFK endpoint whose entries are those of services.
///
/// ```java
/// try (var port = EpicPort.open(iop, 0x23, memory, EpicOptions.DISPLAY, EpicListener.NONE)) {
///     EpicChannel disp0 = port.service("disp0-service");
///     int length = disp0.ask("modes", Epic.Type.SERVICE, request, request.length, answer);
/// }
/// ```
///
/// Any thread may call any method. What waits has a deadline, can be interrupted, and must not be called by a
/// listener of the co-processor. A port does not outlive the firmware: after a crash it is closed, and another
/// opened.
public final class EpicPort implements AutoCloseable {
    private static final int MOST_SERVICES = 16;

    private final Iop iop;
    private final int endpoint;
    private final DeviceMemory memory;
    private final EpicOptions options;
    private final EpicListener listener;
    private final AfkLink link;
    private final Outbox mailbox = this::trySend;
    private final List<EpicChannel> channels = new CopyOnWriteArrayList<>();
    private byte[] entry = new byte[Epic.HEADS_BYTES];
    private MemorySegment fields = MemorySegment.ofArray(entry);
    private int sequence;
    private boolean isOpened;
    private volatile @Nullable EpicFault broken;

    private EpicPort(Iop iop, int endpoint, DeviceMemory memory, EpicOptions options, EpicListener listener) {
        this.iop = iop;
        this.endpoint = endpoint;
        this.memory = memory;
        this.options = options;
        this.listener = listener;
        link = new AfkLink(endpoint, memory, new Entries());
    }

    /// Starts an endpoint of a co-processor that runs, and opens its rings.
    ///
    /// @param memory where rings and buffers are allocated: the platform's
    public static EpicPort open(Iop iop, int endpoint, DeviceMemory memory, EpicOptions options, EpicListener listener)
            throws EpicException, InterruptedException {
        var port = new EpicPort(iop, endpoint, memory, options, listener);
        try {
            port.open();
            return port;
        } catch (EpicException | InterruptedException | RuntimeException e) {
            Releases.after(e, port::close);
            throw e;
        }
    }

    private void open() throws EpicException, InterruptedException {
        String what = "start of endpoint 0x%02x".formatted(endpoint);
        try {
            iop.startEndpoint(endpoint, link);
        } catch (RtkitException e) {
            throw new EpicException(new EpicFault.Link(what, e.fault()), e);
        }
        await(what, () -> {
            isOpened = isOpened || link.open(mailbox);
            return link.isUp();
        });
    }

    private void await(String what, BooleanSupplier condition) throws EpicException, InterruptedException {
        try {
            boolean isOver = iop.await(() -> condition.getAsBoolean() || fault() != null, options.timeoutNanos());
            EpicFault fault = fault();
            if (fault != null) {
                throw new EpicException(fault);
            }
            if (!isOver) {
                throw new EpicException(new EpicFault.TimedOut(what, options.timeoutNanos()));
            }
        } catch (RtkitException e) {
            throw new EpicException(new EpicFault.Link(what, e.fault()), e);
        }
    }

    // What was opened in one life of the firmware is nothing in the next.
    private boolean isHeard() {
        return iop.isHeardBy(endpoint, link);
    }

    private @Nullable EpicFault fault() {
        EpicFault fault = broken;
        boolean isPast = fault == null && iop.isRunning() && !isHeard();
        return isPast ? new EpicFault.Gone("the firmware has stopped since") : fault;
    }

    /// Returns a service, as soon as it is announced.
    ///
    /// @param name see [ServiceAnnouncement#isCalled]
    public EpicChannel service(String name) throws EpicException, InterruptedException {
        return service(name, announced -> announced.isCalled(name));
    }

    /// Returns one of several services of a name, as soon as it is announced.
    public EpicChannel service(String name, long unit) throws EpicException, InterruptedException {
        return service(
                "%s, unit %d".formatted(name, unit), announced -> announced.isCalled(name) && announced.unit() == unit);
    }

    private EpicChannel service(String what, Predicate<ServiceAnnouncement> wanted)
            throws EpicException, InterruptedException {
        await("announcement of " + what, () -> find(wanted) != null);
        EpicChannel found = find(wanted);
        if (found == null) {
            throw new EpicException(new EpicFault.Gone(what));
        }
        return found;
    }

    private @Nullable EpicChannel find(Predicate<ServiceAnnouncement> wanted) {
        for (EpicChannel channel : channels) {
            if (wanted.test(channel.announcement())) {
                return channel;
            }
        }
        return null;
    }

    /// Returns the services that were announced, in that order.
    public List<ServiceAnnouncement> services() {
        return channels.stream().map(EpicChannel::announcement).toList();
    }

    /// Closes the endpoint, where its firmware still answers, and gives all memory back. A firmware that does not
    /// let go of it is stopped first, and its co-processor rests then; one that has come up anew since is left
    /// alone. Idempotent.
    @Override
    public void close() {
        if (isHeard() && isOpened && !link.isClosed() && !isShutDown() && link.hasMemory()) {
            iop.rest(endpoint, link);
        }
        Releases.all(this::stop, link::release, this::releaseChannels);
    }

    // An interrupt while it waits counts as no answer.
    private boolean isShutDown() {
        var isAsked = new boolean[1];
        try {
            return Releases.await(() -> iop.await(
                    () -> {
                        isAsked[0] = isAsked[0] || link.close(mailbox);
                        return link.isClosed() || !isHeard();
                    },
                    options.timeoutNanos()));
        } catch (RtkitException _) {
            // It lives no more: what it had can be taken back.
            return true;
        }
    }

    private void stop() {
        try {
            if (isHeard()) {
                iop.stopEndpoint(endpoint);
            }
        } catch (RtkitException _) {
            // It does not run, or the endpoint was never started.
        }
    }

    private void releaseChannels() {
        List<EpicChannel> all = new ArrayList<>(channels);
        channels.clear();
        Releases.each(all, EpicChannel::release);
    }

    private boolean trySend(int to, long word) {
        try {
            return iop.trySend(to, word);
        } catch (RtkitException _) {
            // Whoever waits is told by the wait.
            return false;
        }
    }

    // ---- What is sent, under the co-processor's lock ----

    private boolean send(int channel, int entryType, int category, int type, int tag, byte[] payload, int length) {
        // Sensors have the place of a code before what is asked, which nobody writes: it stays 0.
        int gap = options.isSensor() ? Integer.BYTES : 0;
        int size = Epic.HEADS_BYTES + gap + length;
        if (entry.length < size) {
            entry = new byte[size];
            fields = MemorySegment.ofArray(entry);
        }
        fields.asSlice(0, Epic.HEADS_BYTES).fill((byte) 0);
        Head.VERSION.put(fields, 0, Head.CURRENT);
        Head.SEQUENCE.put(fields, 0, sequence);
        SubHead.LENGTH.put(fields, Head.BYTES, gap + length);
        SubHead.VERSION.put(fields, Head.BYTES, options.isSensor() ? SubHead.SENSOR : SubHead.DISPLAY);
        SubHead.CATEGORY.put(fields, Head.BYTES, category);
        SubHead.TYPE.put(fields, Head.BYTES, type);
        (options.isSensor() ? SubHead.SENSOR_TAG : SubHead.TAG).put(fields, Head.BYTES, tag);
        if (category == Category.REPLY) {
            SubHead.INLINE_BYTES.put(fields, Head.BYTES, Math.max(0, length - Integer.BYTES));
        }
        System.arraycopy(payload, 0, entry, Epic.HEADS_BYTES + gap, length);
        boolean isSent = link.write(channel, entryType, entry, size, mailbox);
        sequence += isSent ? 1 : 0;
        return isSent;
    }

    private final class Sender implements EpicChannel.Wire {
        @Override
        public boolean send(int channel, int entryType, int category, int type, int tag, byte[] payload, int length) {
            return EpicPort.this.send(channel, entryType, category, type, tag, payload, length);
        }

        @Override
        public boolean flush() {
            return link.flush(mailbox);
        }

        @Override
        public @Nullable EpicFault fault() {
            return EpicPort.this.fault();
        }
    }

    // ---- What the firmware says, under the co-processor's lock ----

    private final class Entries implements AfkListener {
        @Override
        public void onUp() {}

        @Override
        public void onClosed() {}

        @Override
        public void onFault(AfkFault fault) {
            var ring = new EpicFault.Ring(fault);
            if (link.isBroken()) {
                broken = ring;
            }
            listener.onFault(ring);
        }

        @Override
        public void onEntry(int channel, int entryType, byte[] bytes, int length) {
            MemorySegment said = MemorySegment.ofArray(bytes);
            if (length < Epic.HEADS_BYTES) {
                malformed("an entry", "size=" + length);
                return;
            }
            long payload = SubHead.LENGTH.get(said, Head.BYTES);
            long version = SubHead.VERSION.get(said, Head.BYTES);
            if (payload > length - Epic.HEADS_BYTES) {
                malformed("an entry", "size=%d, payload=%d".formatted(length, payload));
            } else if (version != (options.isSensor() ? SubHead.SENSOR : SubHead.DISPLAY)) {
                malformed("an entry", "version=" + version);
            } else {
                onPayload(channel, said, bytes, (int) payload);
            }
        }
    }

    private void onPayload(int channel, MemorySegment said, byte[] bytes, int length) {
        int type = (int) SubHead.TYPE.get(said, Head.BYTES);
        int tag = (int) (options.isSensor() ? SubHead.SENSOR_TAG : SubHead.TAG).get(said, Head.BYTES);
        switch ((int) SubHead.CATEGORY.get(said, Head.BYTES)) {
            case Category.REPORT -> onReport(channel, type, bytes, length);
            case Category.REPLY -> onReply(channel, type, tag, bytes, length);
            case Category.NOTIFY -> onCall(channel, type, tag, bytes, length);
            default -> malformed("an entry", "no such category");
        }
    }

    private void onReport(int channel, int type, byte[] bytes, int length) {
        EpicChannel service = on(channel);
        if (!options.isSensor() && type == Epic.Type.ANNOUNCE) {
            announced(channel, bytes, length);
        } else if (options.isSensor() && type == Epic.Type.SERVICE) {
            sensorAnnounced(bytes, length);
        } else if (service == null) {
            malformed("a report", "no service has channel %d".formatted(channel));
        } else if (type == Epic.Type.TEARDOWN) {
            // Its buffers stay: an answer may be on its way.
            service.onGone();
        } else {
            listener.onReport(channel, type, bytes, Epic.HEADS_BYTES, length);
        }
    }

    private void announced(int channel, byte[] bytes, int length) {
        if (length < Epic.Announce.NAME_BYTES) {
            malformed("an announcement", "size=" + length);
            return;
        }
        int rest = Epic.HEADS_BYTES + Epic.Announce.NAME_BYTES;
        Map<String, Object> properties = OsReader.readDictionary(bytes, rest, length - Epic.Announce.NAME_BYTES);
        add(new ServiceAnnouncement(channel, name(bytes, Epic.Announce.NAME_BYTES), properties));
    }

    private void sensorAnnounced(byte[] bytes, int length) {
        if (length < SensorAnnounce.BYTES) {
            malformed("an announcement", "size=" + length);
            return;
        }
        int channel = (int) SensorAnnounce.CHANNEL.get(MemorySegment.ofArray(bytes), Epic.HEADS_BYTES);
        add(new ServiceAnnouncement(channel, name(bytes, SensorAnnounce.NAME_BYTES), Map.of()));
    }

    private void add(ServiceAnnouncement service) {
        if (channels.size() == MOST_SERVICES || on(service.channel()) != null) {
            malformed("an announcement", "channel=%d, services=%d".formatted(service.channel(), channels.size()));
            return;
        }
        channels.add(new EpicChannel(service, new Sender(), iop, memory, options));
        listener.onService(service);
    }

    // A name that fills its field has no zero at its end.
    private static String name(byte[] bytes, int most) {
        int length = 0;
        while (length < most && bytes[Epic.HEADS_BYTES + length] != 0) {
            length++;
        }
        return new String(bytes, Epic.HEADS_BYTES, length, StandardCharsets.ISO_8859_1);
    }

    // Newer firmware calls an answer a notification, in the entry's head; its category is right. Source: linux
    // drm/apple/afk.c.
    private void onReply(int channel, int type, int tag, byte[] bytes, int length) {
        EpicChannel service = on(channel);
        if (service == null || !service.onReply(type, tag, bytes, Epic.HEADS_BYTES, length)) {
            listener.onFault(new EpicFault.Stray(channel, tag));
        }
    }

    private void onCall(int channel, int type, int tag, byte[] bytes, int length) {
        MemorySegment said = MemorySegment.ofArray(bytes);
        boolean isCall = on(channel) != null && type == Epic.Type.SERVICE && length >= FirmwareCall.BYTES;
        long data = isCall ? FirmwareCall.DATA_BYTES.get(said, Epic.HEADS_BYTES) : 0;
        if (!isCall || data > length - FirmwareCall.BYTES) {
            malformed("a call", "channel=%d, type=0x%x, size=%d".formatted(channel, type, length));
            return;
        }
        int number = (int) FirmwareCall.NUMBER.get(said, Epic.HEADS_BYTES);
        int code = listener.onCall(channel, number, bytes, Epic.HEADS_BYTES + FirmwareCall.BYTES, (int) data);
        if (code != EpicListener.UNANSWERED) {
            answer(channel, tag, code, bytes, FirmwareCall.BYTES + (int) data);
        }
    }

    private void answer(int channel, int tag, int code, byte[] bytes, int length) {
        byte[] payload = Arrays.copyOfRange(bytes, Epic.HEADS_BYTES, Epic.HEADS_BYTES + length);
        FirmwareCall.RETURN_CODE.put(MemorySegment.ofArray(payload), 0, code);
        if (!send(channel, Entry.NOTIFY_ACK, Category.REPLY, Epic.Type.SERVICE, tag, payload, length)) {
            malformed("a call", "no room for its answer");
        }
    }

    private @Nullable EpicChannel on(int channel) {
        for (EpicChannel each : channels) {
            if (each.announcement().channel() == channel) {
                return each;
            }
        }
        return null;
    }

    private void malformed(String what, String why) {
        listener.onFault(new EpicFault.Malformed(what, why));
    }
}
