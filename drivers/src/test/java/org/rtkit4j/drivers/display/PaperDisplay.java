package org.rtkit4j.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.emulator.afk.OsWriter;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// A display's firmware of 12.3 on paper: a test reads the AP's calls byte by byte, says what is returned, and calls
/// back.
///
/// Format after m1n1's `fw/dcp/dcpep.py` and `fw/dcp/ipc.py`.
final class PaperDisplay implements FirmwareEndpoint {
    static final String START_SIGNAL = "A401";
    private static final int ENDPOINT = 0x37;
    private static final int CB_AREA = 0x60000;
    private static final int CHUNK_BYTES = 0x1000;
    private static final int KEY_BYTES = 0x40;

    final List<Said> said = new ArrayList<>();

    /// How many of its own calls were answered, and the first byte of what the last one was answered.
    int answers;

    int lastAnswer;

    /// The output of each call by its tag; zeros where none stands here.
    final Map<String, int[]> outputs = new HashMap<>();

    /// The call that is not answered.
    String silentOn = "";

    /// Whether it says that it takes calls.
    boolean isReady = true;

    /// What it does before it answers its start.
    Runnable atStart = () -> {};

    private final Kernel kernel;
    private long shared;
    private int room;
    private int outputAt;

    /// A call of the AP's.
    record Said(String tag, ByteBuffer input) {
        int word(int offset) {
            return input.getInt(offset);
        }

        int at(int offset) {
            return input.get(offset) & 0xff;
        }
    }

    PaperDisplay(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void onMessage(long word) {
        switch ((int) word & 0x4f) {
            case 0x40 -> {
                shared = word >>> 16;
                if (isReady) {
                    kernel.send(ENDPOINT, 0x1);
                }
            }
            case 0x2 -> onCall((int) (word >>> 16) & 0xffff);
            case 0x42 -> {
                answers++;
                lastAnswer = load(outputAt, 1).get(0);
            }
            default -> {}
        }
    }

    // Of the context CMD or CB, whose area begins with the memory.
    private void onCall(int at) {
        ByteBuffer head = load(at, 12);
        byte[] letters = {head.get(3), head.get(2), head.get(1), head.get(0)};
        String tag = new String(letters, StandardCharsets.US_ASCII);
        int inputBytes = head.getInt(4);
        said.add(new Said(tag, load(at + 12, inputBytes)));
        var output = ByteBuffer.allocate(head.getInt(8)).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : outputs.getOrDefault(tag, new int[0])) {
            output.putInt(word);
        }
        store(at + 12 + inputBytes, output.array());
        if (tag.equals(START_SIGNAL)) {
            atStart.run();
        }
        if (!tag.equals(silentOn)) {
            answer();
        }
    }

    /// Says that the innermost call of the AP's returns, in the context CMD.
    void answer() {
        kernel.send(ENDPOINT, 0x242);
    }

    List<String> tags() {
        return said.stream().map(Said::tag).toList();
    }

    Said last(String tag) {
        return said.reversed().stream()
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    // ---- What it calls itself ----

    /// Tells of a property, in one part.
    void tell(String key, Object property) {
        byte[] bytes = OsWriter.bytes(property);
        call(122, words(bytes.length), 4);
        var chunk = ByteBuffer.allocate(CHUNK_BYTES + 8).order(ByteOrder.LITTLE_ENDIAN);
        call(123, chunk.put(0, bytes).putInt(CHUNK_BYTES + 4, bytes.length).array(), 4);
        byte[] name = new byte[KEY_BYTES];
        System.arraycopy(key.getBytes(StandardCharsets.US_ASCII), 0, name, 0, key.length());
        call(124, name, 4);
    }

    /// Has the AP start the hardware.
    void startHardware() {
        call(116, new byte[0], 4);
    }

    /// Says that a monitor was plugged in, or pulled out.
    void plug(boolean isConnected) {
        call(576, words(isConnected ? 1 : 0, 0), 0);
    }

    /// Says that a picture is shown.
    void show(int swap) {
        byte[] input = new byte[0x800];
        System.arraycopy(words(swap), 0, input, 0, 4);
        call(589, input, 0);
    }

    private void call(int number, byte[] input, int outputBytes) {
        var packet = ByteBuffer.allocate(12 + input.length + outputBytes).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt('D' << 24 | ('0' + number / 100) << 16 | ('0' + number / 10 % 10) << 8 | '0' + number % 10);
        packet.putInt(input.length).putInt(outputBytes).put(input);
        // Several wait at a time: each has its place.
        int at = room + packet.capacity() > 0x8000 ? 0 : room;
        room = at + (packet.capacity() + 0x3f) / 0x40 * 0x40;
        outputAt = CB_AREA + at + 12 + input.length;
        store(CB_AREA + at, packet.array());
        kernel.send(ENDPOINT, (long) packet.capacity() << 32 | (long) at << 16 | 0x2);
    }

    private static byte[] words(int... words) {
        var bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private ByteBuffer load(int offset, int length) {
        byte[] bytes = new byte[length];
        kernel.memory().load(shared + offset, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void store(int offset, byte[] bytes) {
        kernel.memory().store(shared + offset, bytes, 0, bytes.length);
    }
}
