package org.rtkit4j.drivers.dockchannel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.machine.Machine;

/// The firmware's end of a DockChannel, played by a test: it says packets, and reads what the host says.
///
/// It has the format from the sources once more, by hand.
public final class PaperDock {
    public static final int COMMAND = 0x11;
    public static final int REPORT = 0x12;

    private static final int FRAME_BYTES = 20;

    public final DockChannel device;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    /// A packet of the host.
    ///
    /// @param data what follows its head, in hex
    public record Heard(int number, int sequence, int flags, String data) {}

    public PaperDock() {
        this(() -> {});
    }

    /// @param attend called when the host has written bytes, or made room by reading some
    public PaperDock(Runnable attend) {
        device = new DockChannel(1, new Machine(() -> 0).interrupts(), attend);
    }

    public DockChannelWindows windows() {
        return new DockChannelWindows(
                device.interrupts(), device.config(), device.data(), device.line(), 1, DockChannel.FIFO_BYTES);
    }

    // ---- Out ----

    /// Returns a whole packet.
    public static byte[] packet(int kind, int number, int sequence, int flags, int code, byte... data) {
        int payload = 8 + (data.length + 3) / 4 * 4;
        var head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) flags).put((byte) 0).putShort((short) data.length).putInt(code);
        byte[] content = Arrays.copyOf(head.array(), payload);
        System.arraycopy(data, 0, content, 8, data.length);
        return framed(kind, number, sequence, content);
    }

    /// Returns a packet with this payload, whatever it is, and the right checksum.
    public static byte[] framed(int kind, int number, int sequence, byte... payload) {
        var packet = ByteBuffer.allocate(8 + payload.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        packet.put((byte) 8).put((byte) kind).putShort((short) payload.length);
        packet.put((byte) sequence).put((byte) number).putShort((short) 0).put(payload);
        int sum = 0;
        for (int i = 0; i < packet.position(); i += Integer.BYTES) {
            sum += packet.getInt(i);
        }
        return packet.putInt(~sum).array();
    }

    /// Says bytes, all of which have to have room.
    public void say(byte... bytes) {
        if (device.offer(bytes, 0, bytes.length) != bytes.length) {
            throw new AssertionError("no room");
        }
        device.raiseLines();
    }

    public void report(int number, byte... data) {
        say(packet(REPORT, number, 0, 0, 0, data));
    }

    public void report(int number, String hex) {
        report(number, HexFormat.of().parseHex(hex));
    }

    /// Answers a command as its sequence number, flags and first byte ask for.
    public void answer(Heard command, int code, String hexBehindFirst) {
        String first = command.data.substring(0, 2);
        say(packet(
                COMMAND,
                command.number,
                command.sequence,
                command.flags,
                code,
                HexFormat.of().parseHex(first + hexBehindFirst)));
    }

    // ---- In ----

    /// Returns the whole packets that the host has said.
    public List<Heard> heard() {
        byte[] taken = new byte[DockChannel.FIFO_BYTES];
        for (int count; (count = device.take(taken, 0, taken.length)) > 0; ) {
            unread.write(taken, 0, count);
        }
        device.raiseLines();
        var bytes = ByteBuffer.wrap(unread.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        var heard = new ArrayList<Heard>();
        while (bytes.remaining() >= FRAME_BYTES && bytes.remaining() >= 12 + bytes.getShort(bytes.position() + 2)) {
            heard.add(next(bytes));
        }
        unread.reset();
        unread.write(bytes.array(), bytes.position(), bytes.remaining());
        return heard;
    }

    private static Heard next(ByteBuffer bytes) {
        int at = bytes.position();
        int length = bytes.getShort(at + 10);
        byte[] body = new byte[length];
        bytes.get(at + 16, body);
        var heard = new Heard(
                bytes.get(at + 5),
                bytes.get(at + 4) & 0xff,
                bytes.get(at + 8) & 0xff,
                HexFormat.of().formatHex(body));
        bytes.position(at + 12 + bytes.getShort(at + 2));
        return heard;
    }
}
