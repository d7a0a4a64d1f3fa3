package org.rtkit4j.capture.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Packets by hand: what an interface is called, from the packet on that announces it.
class AnnouncedNamesTest {
    private static final int REPORT = 0x12;
    private static final int INPUT = 0;

    private final ByteArrayOutputStream capture = new ByteArrayOutputStream();
    private CaptureWriter writer;

    @BeforeEach
    void begin() throws IOException {
        writer = CaptureWriter.to(capture);
        writer.addInterface("mtp:dockchannel", "by hand");
        writer.addInterface("mtp1:dockchannel", "another one");
    }

    private static byte[] packet(int kind, int number, byte[] data) {
        int payload = 8 + DockPacket.filledUp(data.length);
        var packet = ByteBuffer.allocate(8 + payload + 4).order(ByteOrder.LITTLE_ENDIAN);
        packet.putLong(DockPacket.header(kind, payload, 0, number));
        packet.putLong(DockPayload.head(INPUT, data.length, 0)).put(data);
        packet.putInt(8 + payload, -1 - DockPacket.sum(packet.array(), 0, 8 + payload));
        return packet.array();
    }

    private static byte[] init(int number, String name) {
        var data = ByteBuffer.allocate(22 + 10).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 0xf0).put((byte) 1).put((byte) 0).put((byte) number);
        data.put(name.getBytes(StandardCharsets.ISO_8859_1));
        return data.putShort(22, (short) 2).putShort(24, (short) 6).array();
    }

    private void say(int channel, Direction direction, byte[] packet) throws IOException {
        long header = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        long endpoint = 0x40 + (header >>> 40 & 0xff);
        var body = ByteBuffer.wrap(packet, 8, packet.length - 8);
        writer.message(channel, 1, direction, Vocabulary.DOCKCHANNEL, header, endpoint & 0xff, 0, body);
    }

    private void announce(int number, String name) throws IOException {
        say(0, Direction.IOP_TO_AP, packet(REPORT, 0, init(number, name)));
    }

    private void report(int channel, int number) throws IOException {
        say(channel, Direction.IOP_TO_AP, packet(REPORT, number, new byte[] {1, 0, 0, 4}));
    }

    private List<String> names() throws Exception {
        writer.flush();
        var names = new ArrayList<String>();
        try (CaptureFile file = CaptureFile.of("dock", capture.toByteArray())) {
            new CaptureWalk(file.cursor()).walk(message -> names.add(message.endpointName()));
        }
        return names;
    }

    @Test
    void anInterfaceIsCalledAsItWasAnnounced() throws Exception {
        report(0, 2);
        announce(2, "keyboard");
        announce(1, "multi-touch");
        report(0, 2);
        report(0, 1);
        report(0, 3);
        report(1, 2);
        assertEquals(
                List.of("interface-2", "comm", "comm", "keyboard", "multi-touch", "interface-3", "interface-2"),
                names());
    }

    @Test
    void aLaterAnnouncementCounts() throws Exception {
        announce(2, "keyboard");
        announce(2, "sixteen-letters-");
        report(0, 2);
        assertEquals("sixteen-letters-", names().getLast());
    }

    @Test
    void whatIsNoAnnouncementNamesNothing() throws Exception {
        byte[] wrongSum = packet(REPORT, 0, init(2, "keyboard"));
        wrongSum[wrongSum.length - 1] ^= 1;
        say(0, Direction.IOP_TO_AP, wrongSum);
        say(0, Direction.AP_TO_IOP, packet(REPORT, 0, init(2, "keyboard")));
        say(0, Direction.IOP_TO_AP, packet(0x11, 0, init(2, "keyboard")));
        say(0, Direction.IOP_TO_AP, packet(REPORT, 0, Arrays.copyOf(init(2, "keyboard"), 21)));
        announce(2, "");
        announce(0, "keyboard");
        announce(16, "keyboard");
        report(0, 2);
        report(0, 0);
        report(0, 16);
        List<String> names = names();
        assertEquals(List.of("interface-2", "comm", "interface-16"), names.subList(names.size() - 3, names.size()));
    }

    @Test
    void aNameNeitherCommandsATerminalNorSeparatesColumns() throws Exception {
        announce(2, "a\033[31m b,\"\n\u00e9");
        report(0, 2);
        assertEquals("a??31m?b????", names().getLast());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whateverIsAnnouncedTheNameIsOneWord(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            byte[] data = init(random.nextInt(18), "keyboard");
            for (int damage = random.nextInt(6); damage > 0; damage--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            say(0, Direction.IOP_TO_AP, packet(REPORT, random.nextInt(2), data));
            report(0, random.nextInt(256));
        }
        names().forEach(name -> assertTrue(name.matches("[\\w.?-]{1,16}"), name));
    }
}
