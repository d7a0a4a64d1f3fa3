package org.rtkit4j.emulator.spmi;

import java.util.ArrayDeque;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.SpmiRegisters;

/// An SPMI controller with one chip on its bus, whose registers are bytes of memory.
///
/// It knows extended reads and writes; other commands, and those to a chip that is not there, are answered without
/// acknowledgement. Any thread may use it.
public final class SpmiController implements Registers {
    private static final int REGISTERS = 0x1_0000;
    private static final int MOST_WAITING_WORDS = 64;

    private final int slave;
    private final byte[] registers = new byte[REGISTERS];
    private final ArrayDeque<Integer> replies = new ArrayDeque<>();
    private int command;
    private int written;
    private int left;

    /// A controller whose chip has the number `slave`, 0 to 15.
    public SpmiController(int slave) {
        this.slave = slave;
    }

    /// Returns a register of the chip.
    public synchronized int register(int address) {
        return Byte.toUnsignedInt(registers[address]);
    }

    @Override
    public synchronized int read32(long offset) {
        return switch ((int) offset) {
            case SpmiRegisters.STATUS -> status();
            case SpmiRegisters.REPLY -> replies.isEmpty() ? 0 : replies.removeFirst();
            default -> 0;
        };
    }

    @Override
    public long read64(long offset) {
        return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public synchronized void write32(long offset, int value) {
        if (offset != SpmiRegisters.COMMAND) {
            return;
        }
        if (left > 0) {
            store(value);
        } else {
            begin(value);
        }
    }

    @Override
    public void write64(long offset, long value) {
        write32(offset, (int) value);
        write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    private void begin(int word) {
        command = word;
        written = 0;
        int kind = opcode() & ~7;
        if (kind == SpmiRegisters.EXT_WRITE_LONG) {
            left = length();
        } else if (kind == SpmiRegisters.EXT_READ_LONG && isAddressed()) {
            answerRead();
        } else {
            reply(answer());
        }
    }

    private void store(int word) {
        for (int i = 0; i < Integer.BYTES && left > 0; i++, left--) {
            if (isAddressed()) {
                registers[(address() + written++) % REGISTERS] = (byte) (word >>> (Byte.SIZE * i));
            }
        }
        if (left == 0) {
            reply(SpmiRegisters.ACK.put(answer(), isAddressed() ? 1 : 0));
        }
    }

    private void answerRead() {
        reply(SpmiRegisters.FRAME_PARITY.put(answer(), (1 << length()) - 1));
        for (int at = 0; at < length(); at += Integer.BYTES) {
            int word = 0;
            for (int i = 0; i < Integer.BYTES && at + i < length(); i++) {
                word |= register((address() + at + i) % REGISTERS) << (Byte.SIZE * i);
            }
            reply(word);
        }
    }

    private void reply(long word) {
        if (replies.size() < MOST_WAITING_WORDS) {
            replies.addLast((int) word);
        }
    }

    private long answer() {
        long slaveAndOpcode = SpmiRegisters.OPCODE.put(0, opcode());
        return SpmiRegisters.REPLY_SLAVE.put(slaveAndOpcode, SpmiRegisters.SLAVE.get(command));
    }

    private int status() {
        long status = SpmiRegisters.TX_EMPTY.put(0, 1);
        status = SpmiRegisters.RX_COUNT.put(status, replies.size());
        return (int) SpmiRegisters.RX_EMPTY.put(status, replies.isEmpty() ? 1 : 0);
    }

    private boolean isAddressed() {
        return SpmiRegisters.SLAVE.get(command) == slave;
    }

    private int opcode() {
        return (int) SpmiRegisters.OPCODE.get(command);
    }

    private int length() {
        return (opcode() & 7) + 1;
    }

    private int address() {
        return (int) SpmiRegisters.EXTRA.get(Integer.toUnsignedLong(command));
    }
}
