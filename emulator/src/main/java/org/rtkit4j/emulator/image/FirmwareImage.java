package org.rtkit4j.emulator.image;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A firmware image as a crash log tells of it. Nothing in it is executed; its addresses only agree with each other.
///
/// @param version the text of the `Cver` section
/// @param uuid of the image
/// @param textBase where its code begins
/// @param textBytes how long its code is
/// @param tasks names of its tasks; the first is the idle task
public record FirmwareImage(String version, UUID uuid, long textBase, int textBytes, List<String> tasks) {
    private static final int STACK_BYTES = 0x2000;
    private static final int FRAMES = 6;
    private static final int FRAME_BYTES = 0x40;
    private static final int SMALLEST_TEXT = 0x1000;

    public FirmwareImage {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty() || textBytes < SMALLEST_TEXT || textBase < 0 || textBase % 4 != 0) {
            throw new IllegalArgumentException(
                    "no such image: tasks=%s, text base=0x%x, text bytes=0x%x".formatted(tasks, textBase, textBytes));
        }
    }

    /// Returns the number of the task that serves an endpoint: the one of its name, or else the idle task.
    public int taskOf(String endpointName) {
        return Math.max(0, tasks.indexOf(endpointName));
    }

    /// Returns the address of an instruction of this image, the same one for the same name.
    public long code(String name) {
        int spread = name.hashCode() * 0x9e37_79b1;
        return textBase + (Integer.remainderUnsigned(spread, textBytes) & ~3);
    }

    /// Returns the return addresses on a task's stack, innermost first.
    public List<Long> stack(int task) {
        String name = tasks.get(task);
        return IntStream.range(0, FRAMES)
                .mapToObj(frame -> code(frame == FRAMES - 1 ? "task entry" : name + frame))
                .toList();
    }

    /// Returns a task's stack pointer.
    public long stackPointer(int task) {
        return dataBase() + (long) (task + 1) * STACK_BYTES - (long) FRAMES * FRAME_BYTES;
    }

    /// Returns the address of a task's control block.
    public long controlBlock(int task) {
        return dataBase() + (long) (tasks.size() + 1) * STACK_BYTES + (long) task * 0x180;
    }

    // Data follows the code, from the next page on.
    private long dataBase() {
        return (textBase + textBytes + 0x3fff) & ~0x3fffL;
    }
}
