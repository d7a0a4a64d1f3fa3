package org.rtkit4j.drivers.display;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicChannel;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.epic.EpicPort;
import org.rtkit4j.drivers.epic.ServiceAnnouncement;
import org.rtkit4j.wire.display.RemotePort;
import org.rtkit4j.wire.display.RemotePort.Connection;
import org.rtkit4j.wire.display.RemotePort.HotPlug;
import org.rtkit4j.wire.display.RemotePort.LinkCall;
import org.rtkit4j.wire.display.RemotePort.Rate;
import org.rtkit4j.wire.display.RemotePort.Request;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Call;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;

/// The port of a display whose lines are the AP's to drive: HDMI, USB-C. Its firmware finds no monitor before it was
/// told where the port leads, and that something was plugged in there.
///
/// ```java
/// try (var port = DisplayPort.open(iop, memory, DisplayOptions.DEFAULT, 0, lines)) {
///     port.connect(new PortTarget(0, 2, 0));
///     port.hotPlug(true);
/// }
/// ```
///
/// Then the firmware asks `lines` what they can do, and sets them; the display says by itself that a monitor was found.
/// Any thread may call any method; what waits has a deadline. After a crash it is closed, and another opened. Source of
/// the order: m1n1 `src/dcp/dptx_port_ep.c`.
public final class DisplayPort implements AutoCloseable {
    private final EpicPort port;
    private final EpicChannel channel;

    private DisplayPort(Iop iop, DeviceMemory memory, DisplayOptions options, int unit, PortLines lines)
            throws EpicException, InterruptedException {
        EpicOptions epic = EpicOptions.DISPLAY.with(options.clock());
        port = EpicPort.open(iop, RemotePort.ENDPOINT, memory, epic, new Answers(unit, lines));
        try {
            channel = port.service(RemotePort.PROVIDER, unit);
        } catch (EpicException | InterruptedException | RuntimeException e) {
            Releases.after(e, port::close);
            throw e;
        }
    }

    /// Opens a port of a co-processor that runs.
    ///
    /// @param unit 0 or 1
    public static DisplayPort open(Iop iop, DeviceMemory memory, DisplayOptions options, int unit, PortLines lines)
            throws DisplayException, InterruptedException {
        try {
            return new DisplayPort(iop, memory, options, unit, lines);
        } catch (EpicException e) {
            throw new DisplayException(IbootCommands.fault("the port", e.fault()), e);
        }
    }

    /// Opens a port, says where it leads, and that something is plugged in there.
    ///
    /// @param unit 0 or 1
    public static DisplayPort plugged(
            Iop iop, DeviceMemory memory, DisplayOptions options, int unit, PortLines lines, PortTarget target)
            throws DisplayException, InterruptedException {
        DisplayPort port = open(iop, memory, options, unit, lines);
        try {
            port.connect(target);
            port.hotPlug(true);
            return port;
        } catch (DisplayException | InterruptedException | RuntimeException e) {
            Releases.after(e, port::close);
            throw e;
        }
    }

    /// Says where it leads, and asks for a display there.
    public void connect(PortTarget target) throws DisplayException, InterruptedException {
        byte[] call = call(Request.GROUP, Request.CONNECT, Request.CONNECT_BYTES);
        Connection.TARGET.put(MemorySegment.ofArray(call), Call.BYTES, target.word());
        byte[] answer = ask("connect", call);
        MemorySegment said = MemorySegment.ofArray(answer);
        long mark = Connection.MARK.get(said, Call.BYTES);
        if (mark != Connection.VALID || Connection.TARGET.get(said, Call.BYTES) != target.word()) {
            throw new DisplayException(
                    new DisplayFault.Malformed("connect", "it answers for another port, mark=0x%x".formatted(mark)));
        }
        ask("request of a display", call(Request.GROUP, Request.REQUEST_DISPLAY, Request.DISPLAY_BYTES));
    }

    /// Says that something was plugged in, or pulled out.
    public void hotPlug(boolean isConnected) throws DisplayException, InterruptedException {
        byte[] call = call(Request.HOT_PLUG_GROUP, Request.HOT_PLUG, Request.HOT_PLUG_BYTES);
        HotPlug.CONNECTED.put(MemorySegment.ofArray(call), Call.BYTES, isConnected ? 1 : 0);
        long code = HotPlug.CONNECTED.get(MemorySegment.ofArray(ask("hot plug", call)), Call.BYTES);
        if (code != 1) {
            throw new DisplayException(new DisplayFault.Refused("hot plug", code));
        }
    }

    /// Asks for no display any more, and says that nothing is plugged in.
    public void disconnect() throws DisplayException, InterruptedException {
        ask("release of the display", call(Request.GROUP, Request.RELEASE_DISPLAY, Request.DISPLAY_BYTES));
        hotPlug(false);
    }

    private static byte[] call(int group, int number, int bytes) {
        byte[] call = new byte[Call.BYTES + bytes];
        MemorySegment fields = MemorySegment.ofArray(call);
        Call.GROUP.put(fields, 0, group);
        Call.NUMBER.put(fields, 0, number);
        Call.DATA_BYTES.put(fields, 0, bytes);
        Call.MAGIC.put(fields, 0, Call.MAGIC_NUMBER);
        return call;
    }

    // The answer repeats the head, and has as many bytes.
    private byte[] ask(String what, byte[] call) throws DisplayException, InterruptedException {
        byte[] answer = new byte[call.length];
        try {
            int length = channel.ask(what, Epic.Type.SERVICE, call, call.length, answer);
            MemorySegment asked = MemorySegment.ofArray(call).asSlice(0, Call.BYTES);
            if (length < call.length
                    || MemorySegment.ofArray(answer).asSlice(0, Call.BYTES).mismatch(asked) >= 0) {
                throw new DisplayException(new DisplayFault.Malformed(what, "answer=%d bytes".formatted(length)));
            }
            return answer;
        } catch (EpicException e) {
            throw new DisplayException(IbootCommands.fault(what, e.fault()), e);
        }
    }

    /// Closes the endpoint, and gives its memory back.
    @Override
    public void close() {
        port.close();
    }

    /// What the firmware asks about the lines, answered in place. What is not known is done; what it asks of another
    /// port behind the endpoint, which has other lines, is refused.
    private static final class Answers implements EpicListener {
        private static final int DRIVE_SETTING = 3;
        private static final int REFUSED = 1;
        private static final int NONE = -1;

        private final int unit;
        private final PortLines lines;
        private int port = NONE;
        private int rate;
        private int lanes;

        Answers(int unit, PortLines lines) {
            this.unit = unit;
            this.lines = lines;
        }

        @Override
        public void onService(ServiceAnnouncement service) {
            if (port == NONE && service.isCalled(RemotePort.PROVIDER) && service.unit() == unit) {
                port = service.channel();
            }
        }

        @Override
        public int onCall(int channel, int number, byte[] bytes, int from, int length) {
            if (length >= LinkCall.BYTES && channel != port) {
                LinkCall.CODE.put(MemorySegment.ofArray(bytes), from, REFUSED);
            } else if (length >= LinkCall.BYTES) {
                MemorySegment fields = MemorySegment.ofArray(bytes);
                long asked = LinkCall.VALUE.get(fields, from);
                LinkCall.CODE.put(fields, from, isDone(number, asked) ? 0 : REFUSED);
                answer(number, fields, from);
            }
            return 0;
        }

        private boolean isDone(int number, long asked) {
            switch (number) {
                case LinkCall.ACTIVATE, LinkCall.DEACTIVATE -> lines.power(number == LinkCall.ACTIVATE);
                case LinkCall.SET_RATE -> {
                    boolean runs = Rate.isOne((int) asked) && asked <= lines.maxRate() && lines.rate((int) asked);
                    rate = runs ? (int) asked : Rate.NONE;
                    return runs;
                }
                case LinkCall.SET_LANES -> {
                    boolean runs = isLanes(asked) && lines.lanes((int) asked);
                    lanes = runs ? (int) asked : 0;
                    return runs;
                }
                case LinkCall.TILED_HINTS -> {
                    return false;
                }
                default -> {}
            }
            return true;
        }

        private boolean isLanes(long asked) {
            return asked <= lines.maxLanes() && asked != 3;
        }

        private void answer(int number, MemorySegment fields, int from) {
            switch (number) {
                case LinkCall.MAX_DRIVE_SETTINGS -> {
                    LinkCall.VALUE.put(fields, from, DRIVE_SETTING);
                    LinkCall.SECOND.put(fields, from, DRIVE_SETTING);
                }
                case LinkCall.MAX_RATE -> LinkCall.VALUE.put(fields, from, lines.maxRate());
                case LinkCall.RATE, LinkCall.SET_RATE -> LinkCall.VALUE.put(fields, from, rate);
                case LinkCall.MAX_LANES -> lanes(fields, from, lines.maxLanes());
                case LinkCall.LANES, LinkCall.SET_LANES -> lanes(fields, from, lanes);
                case LinkCall.SUPPORTS_DOWN_SPREAD, LinkCall.SUPPORTS_LANE_MAPPING, LinkCall.SUPPORTS_HOT_PLUG ->
                    LinkCall.VALUE.put(fields, from, 0);
                default -> {}
            }
        }

        // 64 bits wide.
        private static void lanes(MemorySegment fields, int from, int count) {
            LinkCall.VALUE.put(fields, from, count);
            LinkCall.SECOND.put(fields, from, 0);
        }
    }
}
