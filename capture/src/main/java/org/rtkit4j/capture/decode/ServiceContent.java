package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.Iboot.Operation;
import org.rtkit4j.wire.epic.Epic.Call;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What is asked of a display's service out of line, and what it answers: the boot loader's operations with their
/// arguments, and the calls of standard services by group and number.
///
/// Whatever the bytes are, there is a line, and in it only ASCII.
final class ServiceContent {
    private static final int MOST_MODES = 8;

    private final MemorySegment data;

    private ServiceContent(MemorySegment data) {
        this.data = data;
    }

    /// Returns the line.
    ///
    /// @param memory what lies in the buffer of a command, or of its answer
    static String of(int endpoint, Direction direction, ByteBuffer memory) {
        byte[] bytes = new byte[memory.remaining()];
        memory.duplicate().get(bytes);
        var content = new ServiceContent(MemorySegment.ofArray(bytes));
        if (content.has(Call.BYTES) && content.get(Call.MAGIC, 0) == Call.MAGIC_NUMBER) {
            return content.call();
        }
        int head = direction == Direction.AP_TO_IOP ? Iboot.Head.REQUEST_BYTES : Iboot.Head.ANSWER_BYTES;
        return endpoint == Iboot.ENDPOINT && content.has(head)
                ? content.iboot(direction, head)
                : bytes.length + " bytes of data";
    }

    private String call() {
        return "group %d call %d, %d bytes".formatted(get(Call.GROUP, 0), get(Call.NUMBER, 0), get(Call.DATA_BYTES, 0));
    }

    private String iboot(Direction direction, int head) {
        int operation = (int) get(Iboot.Head.OPERATION, 0);
        List<String> words = direction == Direction.AP_TO_IOP ? request(operation, head) : answer(operation, head);
        return "%s(%s)".formatted(Operation.name(operation), String.join(", ", words));
    }

    private List<String> request(int operation, int head) {
        return switch (operation) {
            case Operation.SET_SURFACE -> FieldWords.of(Iboot.Layer.STRUCT, data, head);
            case Operation.SET_MODE -> {
                List<String> words = FieldWords.of(Iboot.Timing.STRUCT, data, head);
                words.addAll(FieldWords.of(Iboot.Color.STRUCT, data, (long) head + Iboot.Timing.BYTES));
                yield words;
            }
            case Operation.SET_POWER ->
                has(head + 1) ? List.of("power=" + data.get(ValueLayout.JAVA_BYTE, head)) : List.of();
            case Operation.SWAP_SET_LAYER -> {
                List<String> words = FieldWords.of(Iboot.SwapLayer.STRUCT, data, head);
                words.addAll(FieldWords.of(Iboot.Layer.STRUCT, data, (long) head + Iboot.SwapLayer.LAYER));
                yield words;
            }
            default -> List.of();
        };
    }

    private List<String> answer(int operation, int head) {
        return switch (operation) {
            case Operation.GET_HOT_PLUG -> FieldWords.of(Iboot.HotPlug.STRUCT, data, head);
            case Operation.TIMING_MODES -> list(Iboot.Timing.STRUCT, head);
            case Operation.COLOR_MODES -> list(Iboot.Color.STRUCT, head);
            case Operation.SWAP_BEGIN -> FieldWords.of(Iboot.Swap.STRUCT, data, head);
            default -> List.of();
        };
    }

    private List<String> list(Struct entry, int head) {
        long count = has(head + Integer.BYTES) ? get(Iboot.Timing.VALID, head) : 0;
        var words = new ArrayList<String>();
        words.add("modes=" + count);
        for (int i = 0; i < Math.min(count, MOST_MODES); i++) {
            long at = head + Integer.BYTES + (long) i * entry.sizeBytes();
            if (has(at + entry.sizeBytes())) {
                words.add("[%s]".formatted(String.join(", ", FieldWords.of(entry, data, at))));
            }
        }
        return words;
    }

    private boolean has(long bytes) {
        return data.byteSize() >= bytes;
    }

    private long get(Field field, long at) {
        return field.get(data, at);
    }
}
