package org.rtkit4j.emulator.mtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Registers;

/// A host of keyboard and trackpad by hand: packets as bytes in hexadecimal, one register at a time.
final class HandKeyboardHost {
    private static final int TX_8 = 0x04;
    private static final int TX_FREE = 0x14;
    private static final int RX_8 = 0x1c;
    private static final int RX_COUNT = 0x2c;

    final HandAp ap;
    final Registers data;

    HandKeyboardHost(Profile profile) {
        ap = new HandAp(profile);
        data = ap.iop.window("data");
    }

    /// Boots the co-processor; its interfaces are announced then.
    static HandKeyboardHost up(Profile profile) {
        var host = new HandKeyboardHost(profile);
        host.boot();
        return host;
    }

    void boot() {
        ap.boot();
        ap.settle();
    }

    MtpHands hands() {
        return ap.iop.hands();
    }

    /// Reads a packet: interface, kind and what follows the head, `2 12 0100...`; checks everything else.
    String receive() {
        byte[] packet = receiveBytes();
        assertEquals(-1, sum(packet), () -> hex(packet));
        int payload = (packet[2] & 0xff) | ((packet[3] & 0xff) << 8);
        int length = (packet[10] & 0xff) | ((packet[11] & 0xff) << 8);
        assertEquals(packet.length - 12, payload, () -> hex(packet));
        assertEquals(0, payload % 4);
        assertTrue(length + 8 <= payload && payload < length + 12, () -> hex(packet));
        int flags = packet[8] & 0xff;
        int code = (packet[12] & 0xff) | (packet[13] & 0xff) << 8 | (packet[14] & 0xff) << 16 | packet[15] << 24;
        String said = HexFormat.of().formatHex(packet, 16, 16 + length);
        String answer = packet[1] == 0x11 ? "/%d %02x %x".formatted(packet[4] & 0xff, flags, code) : "";
        return "%d %02x%s %s".formatted(packet[5], packet[1], answer, said);
    }

    byte[] receiveBytes() {
        ap.settle();
        byte[] header = read(8);
        assertEquals(8, header[0]);
        int payload = (header[2] & 0xff) | ((header[3] & 0xff) << 8);
        byte[] rest = read(payload + 4);
        byte[] packet = new byte[8 + rest.length];
        System.arraycopy(header, 0, packet, 0, 8);
        System.arraycopy(rest, 0, packet, 8, rest.length);
        return packet;
    }

    boolean isEmpty() {
        ap.settle();
        return data.read32(RX_COUNT) == 0;
    }

    byte[] read(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int word = data.read32(RX_8);
            assertEquals(1, word & 0xff, "byte " + i + " of " + count);
            bytes[i] = (byte) (word >>> 8);
            ap.settle();
        }
        return bytes;
    }

    /// Sends a packet that is right.
    ///
    /// @param hex what follows the head
    void send(int number, int sequence, int flags, String hex) {
        byte[] said = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] packet = new byte[8 + 8 + (said.length + 3) / 4 * 4 + 4];
        packet[0] = 8;
        packet[1] = 0x11;
        packet[2] = (byte) (packet.length - 12);
        packet[3] = (byte) ((packet.length - 12) >> 8);
        packet[4] = (byte) sequence;
        packet[5] = (byte) number;
        packet[8] = (byte) flags;
        packet[10] = (byte) said.length;
        packet[11] = (byte) (said.length >> 8);
        System.arraycopy(said, 0, packet, 16, said.length);
        int rest = -1 - sum(packet);
        for (int i = 0; i < 4; i++) {
            packet[packet.length - 4 + i] = (byte) (rest >>> (8 * i));
        }
        write(packet);
    }

    void write(byte[] bytes) {
        for (byte each : bytes) {
            assertTrue(data.read32(TX_FREE) > 0, "no room");
            data.write32(TX_8, each & 0xff);
            ap.settle();
        }
    }

    /// Takes everything that waits.
    void skip() {
        while (!isEmpty()) {
            receiveBytes();
        }
    }

    /// Enables an interface and skips the answer.
    void enable(int number) {
        skip();
        send(0, 0, 0x80, "b4 %02x".formatted(number));
        skip();
    }

    static int sum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < packet.length; i++) {
            sum += (packet[i] & 0xff) << (8 * (i % 4));
        }
        return sum;
    }

    static String hex(byte[] packet) {
        return HexFormat.of().formatHex(packet);
    }
}
