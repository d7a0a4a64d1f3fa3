package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.PacketContent;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

class UsbOutputTest {
    private static final byte[] KEYBOARD = announcement(2, 0, new byte[] {0x05, 0x01, 0x09, 0x06});

    private final ByteArrayOutputStream capture = new ByteArrayOutputStream();
    private CaptureWriter writer;

    @Test
    void aReportBecomesAnInterruptTransferOnceItsInterfaceIsKnown() throws Exception {
        begin();
        say(Direction.IOP_TO_AP, 0x12, 2, 0, new byte[] {1, 2, 3});
        say(Direction.IOP_TO_AP, 0x12, 0, 0, KEYBOARD);
        say(Direction.IOP_TO_AP, 0x12, 2, 0, new byte[] {1, 2, 3});
        say(Direction.AP_TO_IOP, 0x11, 2, 0x40, new byte[] {1, 2});
        // Three descriptors are asked for and given; then a report, and LEDs.
        assertEquals(6 + 1 + 1, usbPackets());
    }

    @Test
    void anAnnouncementInPiecesIsOne() throws Exception {
        begin();
        say(Direction.IOP_TO_AP, 0x12, 0, 0, announcement(2, 1, new byte[] {0x05, 0x01}));
        assertEquals(0, usbPackets());
        begin();
        say(Direction.IOP_TO_AP, 0x12, 0, 0, announcement(2, 1, new byte[] {0x05, 0x01}));
        say(Direction.IOP_TO_AP, 0x12, 0, 0, announcement(2, 0, new byte[] {0x09, 0x06}));
        assertEquals(6, usbPackets());
    }

    /// Whatever the packets say, there is a line for each, and a capture of what could be understood.
    @ParameterizedTest
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyPacketsAreConverted(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        begin();
        for (int i = 0; i < 300; i++) {
            byte[] data = random.nextInt(3) == 0 ? KEYBOARD.clone() : new byte[random.nextInt(80)];
            if (data.length != KEYBOARD.length) {
                random.nextBytes(data);
            } else if (random.nextBoolean()) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            Direction direction = random.nextBoolean() ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
            int kind = 0x11 + random.nextInt(2);
            say(direction, kind, random.nextInt(random.nextBoolean() ? 4 : 256), random.nextInt(256), data);
        }
        if (random.nextBoolean()) {
            writer.message(0, 1, Direction.IOP_TO_AP, Vocabulary.DOCKCHANNEL, random.nextLong(), 0x40, 0);
        }
        usbPackets();
    }

    private void begin() throws IOException {
        capture.reset();
        writer = CaptureWriter.to(capture);
        writer.addInterface("mtp:dockchannel", "by hand");
    }

    private void say(Direction direction, int kind, int number, int flags, byte[] data) throws IOException {
        int payload = 8 + (data.length + 3) / 4 * 4;
        var packet = ByteBuffer.allocate(8 + payload + 4).order(ByteOrder.LITTLE_ENDIAN);
        packet.putLong(DockPacket.header(kind, payload, 0, number));
        packet.putLong(DockPayload.head(flags, data.length, 0)).put(data);
        int sum = DockPacket.sum(packet.array(), 0, 8 + payload);
        packet.putInt(8 + payload, -1 - sum);
        writer.message(
                0,
                1_000,
                direction,
                Vocabulary.DOCKCHANNEL,
                packet.getLong(0),
                0x40 + number,
                0,
                packet.position(8).slice());
    }

    private int usbPackets() throws Exception {
        writer.flush();
        var usb = new ByteArrayOutputStream();
        try (CaptureFile file = CaptureFile.of("dock", capture.toByteArray());
                var out = CaptureWriter.to(usb)) {
            new CaptureWalk(file.cursor()).walk(message -> assertTrue(PacketContent.of(message) != null));
            new CaptureWalk(file.cursor()).walk(new UsbOutput(out));
        }
        try (CaptureFile file = CaptureFile.of("usb", usb.toByteArray())) {
            CaptureCursor cursor = file.cursor();
            assertEquals(false, cursor.next(), "no packet is ours");
            assertNull(cursor.problem());
            return (int) cursor.foreign();
        }
    }

    // One block, and the end.
    private static byte[] announcement(int number, int more, byte[] descriptor) {
        var packet = ByteBuffer.allocate(22 + 4 + descriptor.length + 10).order(ByteOrder.LITTLE_ENDIAN);
        packet.put((byte) 0xf0).put((byte) 1).put((byte) 0).put((byte) number);
        packet.position(20).putShort((short) more);
        packet.putShort((short) 0).putShort((short) descriptor.length).put(descriptor);
        packet.putShort((short) 2).putShort((short) 6);
        return packet.array();
    }
}
