package org.rtkit4j.drivers.epic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// An endpoint with two rings, whose entries a test writes byte by byte, and reads.
///
/// Format after m1n1's `fw/afk/rbep.py` and `fw/afk/epic.py`.
final class PaperFirmware implements FirmwareEndpoint {
    private static final int FROM_AP = 0x1000;
    private static final int TO_AP = 0x4000;
    private static final int STRIDE = 0x40;
    private static final int DATA = 3 * STRIDE;

    /// What the AP has said on the mailbox: the type of each message.
    final List<Integer> words = new ArrayList<>();

    final List<Said> said = new ArrayList<>();
    boolean isDeaf;

    /// Agrees to the end a second and a half later, and writes into its ring before that.
    boolean keepsOn;

    /// What it does, besides, when it is asked for the end.
    Runnable atTheEnd = () -> {};

    int stops;
    int buffersAtTheEnd;
    private final int endpoint;
    private final Kernel kernel;
    private long region;
    private int read;
    private int written;

    /// An entry of the AP.
    ///
    /// @param type of the entry's head in the ring
    record Said(int channel, int type, ByteBuffer bytes) {
        int at(int offset) {
            return bytes.get(offset) & 0xff;
        }

        int half(int offset) {
            return bytes.getShort(offset) & 0xffff;
        }

        int word(int offset) {
            return bytes.getInt(offset);
        }

        String hex(int offset) {
            byte[] rest = new byte[bytes.capacity() - offset];
            bytes.get(offset, rest);
            return HexFormat.of().formatHex(rest);
        }
    }

    PaperFirmware(int endpoint, Kernel kernel) {
        this.endpoint = endpoint;
        this.kernel = kernel;
    }

    @Override
    public void onStop() {
        stops++;
    }

    @Override
    public void onMessage(long msg0) {
        int type = (int) (msg0 >>> 48);
        words.add(type);
        long fromAp = FROM_AP / 0x40;
        long toAp = TO_AP / 0x40;
        switch (type) {
            case 0x80 -> send(0xa0L << 48, 0x89L << 48 | (fromAp + toAp) << 16 | 7);
            case 0xa1 -> {
                region = msg0 & 0xffff_ffff_ffffL;
                word(0, FROM_AP - DATA);
                word(FROM_AP, TO_AP - DATA);
                send(0x8aL << 48 | fromAp << 16 | 7, 0x8bL << 48 | fromAp << 32 | toAp << 16 | 7);
            }
            case 0xa3 -> send(0x86L << 48);
            case 0xa2 -> hear();
            case 0xc0 -> {
                atTheEnd.run();
                kernel.after(keepsOn ? 1_500_000_000L : 5_000_000, this::agree);
            }
            default -> {}
        }
    }

    private void agree() {
        if (keepsOn) {
            word(FROM_AP, TO_AP - DATA);
        }
        buffersAtTheEnd = kernel.memory().openBuffers();
        send(0xc1L << 48);
    }

    private void send(long... messages) {
        for (long message : messages) {
            kernel.send(endpoint, message);
        }
    }

    private void word(int offset, int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        kernel.memory().store(region + offset, bytes, 0, 4);
    }

    private ByteBuffer load(int offset, int length) {
        byte[] bytes = new byte[length];
        kernel.memory().load(region + offset, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void hear() {
        while (!isDeaf && read != load(2 * STRIDE, 4).getInt(0)) {
            ByteBuffer head = load(DATA + read, 16);
            said.add(new Said(head.getInt(8), head.getInt(12), load(DATA + read + 16, head.getInt(4))));
            read = behind(read, head.getInt(4));
            word(STRIDE, read);
        }
    }

    private static int behind(int at, int length) {
        return (at + 16 + length + STRIDE - 1) / STRIDE * STRIDE;
    }

    // ---- Out: as much as goes once round the ring ----

    void say(int channel, byte... entry) {
        var head = ByteBuffer.allocate(16 + entry.length).order(ByteOrder.LITTLE_ENDIAN);
        head.put("IOP ".getBytes(StandardCharsets.US_ASCII));
        head.putInt(entry.length).putInt(channel).putInt(0).put(entry);
        kernel.memory().store(region + FROM_AP + DATA + written, head.array(), 0, head.capacity());
        written = behind(written, entry.length);
        word(FROM_AP + 2 * STRIDE, written);
        send(0x85L << 48 | written);
    }

    /// Says that it has written outside of its ring.
    void scratch() {
        word(FROM_AP + 2 * STRIDE, -1);
        send(0x85L << 48);
    }

    /// Says a word that no host knows.
    void mumble() {
        send(0xffL << 48);
    }

    /// Returns an entry of a display's form, or of a sensor's where the version is 2.
    ///
    /// @param length of the payload, as the entry says
    static byte[] entry(int version, int category, int type, int tag, int length, byte... payload) {
        var entry = ByteBuffer.allocate(40 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        entry.put(0, (byte) 2);
        entry.putInt(16, length)
                .put(20, (byte) version)
                .put(21, (byte) category)
                .putShort(22, (short) type);
        entry.putShort(version == 2 ? 24 : 32, (short) tag);
        return entry.put(40, payload).array();
    }

    static byte[] entry(int version, int category, int type, int tag, byte... payload) {
        return entry(version, category, type, tag, payload.length, payload);
    }
}
