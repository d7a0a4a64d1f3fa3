package org.rtkit4j.emulator;

import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.CpuRegisters;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The registers of a co-processor: those of its CPU, and its mailbox behind them.
///
/// Of the CPU's registers the two exist that drivers use, and the mirror of the status that QEMU and m1n1's authors
/// found at the start of the mailbox window. The others read as zero.
final class CoprocessorRegisters implements Registers {
    static final int BYTES = MailboxRegisters.WINDOW_OFFSET + MailboxRegisters.WINDOW_BYTES;

    private static final int STATUS_MIRROR = MailboxRegisters.WINDOW_OFFSET;

    private final Cpu cpu;
    private final Registers mailbox;
    private int control;

    /// The CPU that the registers start and stop.
    interface Cpu {
        FirmwareState state();

        void start();

        void stop();
    }

    CoprocessorRegisters(Cpu cpu, Registers mailbox) {
        this.cpu = cpu;
        this.mailbox = mailbox;
        reset();
    }

    @Override
    public int read32(long offset) {
        if (offset == CpuRegisters.CPU_STATUS || offset == STATUS_MIRROR) {
            return status();
        }
        if (offset == CpuRegisters.CPU_CONTROL) {
            return control();
        }
        return isMailbox(offset) ? mailbox.read32(offset - MailboxRegisters.WINDOW_OFFSET) : 0;
    }

    @Override
    public long read64(long offset) {
        if (isMailbox(offset) && offset != STATUS_MIRROR) {
            return mailbox.read64(offset - MailboxRegisters.WINDOW_OFFSET);
        }
        return Integer.toUnsignedLong(read32(offset)) | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public void write32(long offset, int value) {
        if (offset == CpuRegisters.CPU_CONTROL) {
            writeControl(value);
        } else if (isMailbox(offset)) {
            mailbox.write32(offset - MailboxRegisters.WINDOW_OFFSET, value);
        }
    }

    @Override
    public void write64(long offset, long value) {
        if (isMailbox(offset)) {
            mailbox.write64(offset - MailboxRegisters.WINDOW_OFFSET, value);
        } else {
            write32(offset, (int) value);
            write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
        }
    }

    // A CPU that already waits for a wake message was started by somebody.
    final synchronized void reset() {
        boolean isStarted = cpu.state() == FirmwareState.WAITING;
        control = (int) CpuRegisters.RUN.put(0, isStarted ? 1 : 0);
    }

    private synchronized int control() {
        return control;
    }

    // RUN starts a firmware that is idle whenever it is written as 1, not on its edge alone, and stops on its edge.
    private void writeControl(int value) {
        boolean runs = isRun(value);
        boolean ran;
        synchronized (this) {
            ran = isRun(control);
            control = value;
        }
        if (runs) {
            cpu.start();
        } else if (ran) {
            cpu.stop();
        }
    }

    private static boolean isRun(int control) {
        return CpuRegisters.RUN.get(Integer.toUnsignedLong(control)) != 0;
    }

    // Sources disagree on every bit; this is QEMU's and the documentation's reading where they agree.
    private int status() {
        FirmwareState state = cpu.state();
        long idle = CpuRegisters.IDLE.put(0, state.isLive() ? 0 : 1);
        boolean isStopped = !state.listens() && state != FirmwareState.HUNG && state != FirmwareState.CRASHED;
        return (int) CpuRegisters.STOPPED.put(idle, isStopped ? 1 : 0);
    }

    private static boolean isMailbox(long offset) {
        return offset >= MailboxRegisters.WINDOW_OFFSET;
    }
}
