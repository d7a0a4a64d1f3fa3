package org.rtkit4j.drivers.nvme;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// Between a driver and a controller: writes down what the driver writes into registers and queues, and changes what
/// the controller answers where a test asks for that. The cable can be pulled out.
final class ControllerTap {
    private static final long CC = 0x14;
    private static final int ENABLE = 1;
    private static final int ENABLE_OR_SHUTDOWN = 0xc001;
    private static final int IDENTIFY_BYTES = 4096;
    private static final int MDTS = 77;
    private static final int SQE_BYTES = 64;
    private static final int CQE_BYTES = 16;

    /// Each write, as `offset=value`; `offset=address` where it has 64 bits.
    final List<String> writes = new ArrayList<>();

    final List<Submitted> commands = new ArrayList<>();
    /// The addresses that registers of 64 bits have.
    final Map<Long, Long> addresses = new HashMap<>();

    Consumer<ByteBuffer> onCompletion = _ -> {};
    Runnable onEnable = () -> {};

    /// The longest transfer that it says it takes, as a power of two of pages; negative: what the real one says.
    int mdts = -1;

    boolean isCut;
    /// Whether what is written to CC gets lost.
    boolean isDeaf;
    // What is allocated first.
    private @Nullable SharedBuffer queues;
    private final byte[] lastEntry = new byte[SQE_BYTES];

    /// A command that the controller was told of.
    ///
    /// @param queue `admin` or `io`
    record Submitted(String queue, int opcode, int tag, int namespace, int cdw10, int cdw11) {
        @Override
        public String toString() {
            return "%s %02x tag=%d ns=%d cdw10=%x cdw11=%x".formatted(queue, opcode, tag, namespace, cdw10, cdw11);
        }
    }

    NvmePlatform on(NvmePlatform real) {
        Registers registers = new Window(real.registers());
        Registers nvmmu = real.nvmmu().equals(real.registers()) ? registers : new Window(real.nvmmu());
        return new NvmePlatform(real.variant(), registers, nvmmu, real.interrupt(), new Memory(real.memory()));
    }

    /// Returns the commands of one queue since the last [#forget], in words.
    List<String> commands(String queue) {
        return commands.stream()
                .filter(command -> command.queue.equals(queue))
                .map(Submitted::toString)
                .toList();
    }

    /// Returns the tags of I/O commands since the last [#forget].
    List<Integer> tags() {
        return commands.stream()
                .filter(command -> command.queue.equals("io"))
                .map(Submitted::tag)
                .toList();
    }

    /// Returns how many I/O commands of a kind there were since the last [#forget].
    long count(int opcode) {
        return commands.stream()
                .filter(command -> isThis(command, "io", opcode))
                .count();
    }

    /// Returns whether the controller was told of such a command last.
    boolean isLast(String queue, int opcode) {
        return !commands.isEmpty() && isThis(commands.getLast(), queue, opcode);
    }

    private static boolean isThis(Submitted command, String queue, int opcode) {
        return command.queue.equals(queue) && command.opcode == opcode;
    }

    void forget() {
        writes.clear();
        commands.clear();
    }

    /// Returns what lies where a register points to, from a place on.
    byte[] at(long register, int from, int length) {
        byte[] bytes = new byte[length];
        requireNonNull(queues).read(offset(register) + from, bytes, 0, length);
        return bytes;
    }

    /// Changes what lies there.
    void put(long register, int from, byte... bytes) {
        requireNonNull(queues).write(offset(register) + from, bytes, 0, bytes.length);
    }

    private long offset(long register) {
        return requireNonNull(addresses.get(register)) - requireNonNull(queues).iova();
    }

    private void requireCable() {
        if (isCut) {
            throw new IllegalStateException("the cable is out");
        }
    }

    private void note(long offset, String value) {
        writes.add("%x=%s".formatted(offset, value));
        switch ((int) offset) {
            case 0x2490c, 0x1000 -> note("admin");
            case 0x24910, 0x1008 -> note("io");
            default -> {}
        }
    }

    private void note(String queue) {
        var entry = ByteBuffer.wrap(lastEntry).order(ByteOrder.LITTLE_ENDIAN);
        commands.add(new Submitted(
                queue,
                entry.get(0) & 0xff,
                entry.getShort(2) & 0xffff,
                entry.getInt(4),
                entry.getInt(40),
                entry.getInt(44)));
    }

    private final class Window implements Registers {
        private final Registers real;

        Window(Registers real) {
            this.real = real;
        }

        @Override
        public int read32(long offset) {
            requireCable();
            return real.read32(offset);
        }

        @Override
        public long read64(long offset) {
            requireCable();
            return real.read64(offset);
        }

        @Override
        public void write32(long offset, int value) {
            requireCable();
            note(offset, Integer.toHexString(value));
            if (offset == CC && (value & ENABLE_OR_SHUTDOWN) == ENABLE) {
                onEnable.run();
            }
            if (!isDeaf || offset != CC) {
                real.write32(offset, value);
            }
        }

        @Override
        public void write64(long offset, long value) {
            requireCable();
            note(offset, "address");
            addresses.put(offset, value);
            real.write64(offset, value);
        }
    }

    private final class Memory implements DeviceMemory {
        private final DeviceMemory real;

        Memory(DeviceMemory real) {
            this.real = real;
        }

        @Override
        public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
            var buffer = new Queue(real.allocate(sizeBytes));
            queues = queues == null ? buffer : queues;
            return buffer;
        }

        @Override
        public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
            return real.map(iova, sizeBytes);
        }
    }

    private final class Queue extends ForwardingBuffer {
        Queue(SharedBuffer buffer) {
            super(buffer);
        }

        @Override
        public void read(long offset, byte[] destination, int from, int length) {
            super.read(offset, destination, from, length);
            if (length == IDENTIFY_BYTES && mdts >= 0) {
                destination[from + MDTS] = (byte) mdts;
            }
            if (length == CQE_BYTES) {
                onCompletion.accept(ByteBuffer.wrap(destination).order(ByteOrder.LITTLE_ENDIAN));
            }
        }

        @Override
        public void write(long offset, byte[] source, int from, int length) {
            super.write(offset, source, from, length);
            if (length == SQE_BYTES) {
                System.arraycopy(source, from, lastEntry, 0, SQE_BYTES);
            }
        }
    }
}
