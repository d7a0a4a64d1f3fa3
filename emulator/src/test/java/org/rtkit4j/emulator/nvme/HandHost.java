package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// A host's NVMe driver by hand: registers by their numbers, entries byte by byte. It knows no driver of ours.
final class HandHost {
    static final int CC_ENABLE = 0x0046_0001;
    static final int CC_ENABLE_T8015 = 0x0047_0001;
    static final int BOOT_OK = 0xde71_ce55;

    private static final int PAGE = 0x1000;

    final HandAp ap;
    final Machine machine;
    final Registers nvme;
    final Registers nvmmu;
    final Storage storage;
    final boolean isLinear;
    final boolean isM4;
    final Queue admin;
    final Queue io;
    private final long arena;
    private long next;
    long dataPool;
    long listPool;

    /// A queue pair of the host's.
    final class Queue {
        final int number;
        final int depth;
        final int shift;
        final long sq;
        final long cq;
        final long tcbs;
        int tail;
        int head;
        int phase = 1;

        Queue(int number, int depth, int shift) {
            this.number = number;
            this.depth = depth;
            this.shift = shift;
            sq = pages(2);
            cq = pages(1);
            tcbs = pages(2);
        }

        void forget() {
            tail = 0;
            head = 0;
            phase = 1;
            machine.write(cq, new byte[PAGE], 0, PAGE);
        }
    }

    /// What a command was answered.
    record Answer(int cid, int status, long result, int sqHead) {
        /// Status code and type, without phase and flags.
        int code() {
            return status >>> 1 & 0x7ff;
        }
    }

    HandHost(Profile profile) {
        ap = new HandAp(profile);
        machine = ap.emulated.machine();
        nvme = ap.iop.window("nvme");
        isM4 = profile.name().equals("ans-t8132");
        isLinear = !profile.name().equals("ans-t8015");
        nvmmu = isM4 ? ap.iop.window("nvmmu") : nvme;
        storage = ap.iop.storage();
        arena = ap.allocate(0x200_0000);
        next = arena;
        admin = new Queue(0, isLinear ? 2 : 16, 6);
        io = new Queue(1, isLinear ? 64 : 16, isLinear ? 6 : 7);
    }

    static HandHost of(String profile) {
        return new HandHost(Profile.named(profile).with("nvme.blocks", "1024"));
    }

    /// Returns fresh zeroed pages.
    long pages(int count) {
        long at = next;
        next += (long) count * PAGE;
        assertTrue(next <= arena + 0x200_0000, "arena is full");
        return at;
    }

    /// Starts the firmware and brings both queues up.
    HandHost start() {
        ap.boot();
        enable();
        createQueues();
        return this;
    }

    /// Brings the controller up, with its admin queue.
    void enable() {
        assertEquals(BOOT_OK, nvme.read32(0x1300), () -> ap.iop + " " + ap.iop.crashCause());
        admin.forget();
        io.forget();
        if (isLinear) {
            nvme.write32(0x24908, 1);
            nvme.write32(0x1210, isM4 ? 0x003f_003f : 0x0040_0040);
            nvmmu.write32(0x28100, 63);
            if (!isM4) {
                nvme.write32(0x24008, nvme.read32(0x24008) & ~0x800);
            }
            nvmmu.write64(0x28108, admin.tcbs);
            nvmmu.write64(0x28110, io.tcbs);
        }
        int entries = admin.depth - 1;
        nvme.write32(0x24, entries << 16 | entries);
        nvme.write64(0x28, admin.sq);
        nvme.write64(0x30, admin.cq);
        nvme.write32(0x14, isLinear ? CC_ENABLE : CC_ENABLE_T8015);
        settle();
        assertEquals(1, nvme.read32(0x1c), "CSTS");
    }

    void createQueues() {
        assertEquals(0, createCq(3).code());
        assertEquals(0, createSq().code());
        if (isM4) {
            nvme.write32(0x1208, (int) io.cq);
            nvme.write32(0x120c, (int) (io.cq >>> 32));
            nvme.write32(0x1200, (int) io.sq);
            nvme.write32(0x1204, (int) (io.sq >>> 32));
        }
    }

    Answer createCq(int flags) {
        return admin(sqe(0x05).u64(24, io.cq).u32(40, (io.depth - 1) << 16 | 1).u32(44, flags));
    }

    Answer createSq() {
        return admin(sqe(0x01).u64(24, io.sq).u32(40, (io.depth - 1) << 16 | 1).u32(44, 1 << 16 | 1));
    }

    void settle() {
        machine.runUntilIdle();
    }

    /// Starts an entry.
    static Entry sqe(int opcode) {
        return new Entry(64).u8(0, opcode).u32(4, opcode == 0x06 ? 0 : 1);
    }

    static Entry read(long block, int count, long prp1, long prp2) {
        return sqe(0x02).u64(24, prp1).u64(32, prp2).u64(40, block).u32(48, count - 1);
    }

    static Entry write(long block, int count, long prp1, long prp2) {
        return read(block, count, prp1, prp2).u8(0, 0x01);
    }

    /// An entry byte by byte.
    static final class Entry {
        final ByteBuffer bytes;

        Entry(int size) {
            bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }

        Entry u8(int at, int value) {
            bytes.put(at, (byte) value);
            return this;
        }

        Entry u16(int at, int value) {
            bytes.putShort(at, (short) value);
            return this;
        }

        Entry u32(int at, int value) {
            bytes.putInt(at, value);
            return this;
        }

        Entry u64(int at, long value) {
            bytes.putLong(at, value);
            return this;
        }

        int opcode() {
            return bytes.get(0) & 0xff;
        }
    }

    Answer admin(Entry sqe) {
        submit(admin, 0, sqe);
        return answer(admin);
    }

    Answer io(Entry sqe) {
        submit(io, isLinear ? 2 : 7, sqe);
        return answer(io);
    }

    /// Hands a command over, with the TCB that belongs to it, and lets the machine work.
    void submit(Queue queue, int cid, Entry sqe) {
        place(queue, cid, sqe, isLinear ? tcb(cid, sqe) : null);
        ring(queue, cid);
        settle();
    }

    /// Writes a command and its TCB to memory.
    void place(Queue queue, int cid, Entry sqe, Entry tcb) {
        sqe.u16(2, cid);
        int slot = isLinear ? cid : queue.tail;
        machine.write(queue.sq + ((long) slot << queue.shift), sqe.bytes.array(), 0, 64);
        if (tcb != null) {
            machine.write(queue.tcbs + 128L * cid, tcb.bytes.array(), 0, 128);
        }
    }

    void ring(Queue queue, int cid) {
        if (isLinear) {
            nvme.write32(0x2490c + 4 * queue.number, cid);
        } else {
            queue.tail = (queue.tail + 1) % queue.depth;
            nvme.write32(0x1000 + 8 * queue.number, queue.tail);
        }
    }

    /// The TCB that m1n1 would write; with the direction of Linux where there is no data.
    static Entry tcb(int tag, Entry sqe) {
        long prp1 = sqe.bytes.getLong(24);
        return new Entry(128)
                .u8(0, sqe.opcode())
                .u8(1, prp1 == 0 ? 0 : 3)
                .u8(2, tag)
                .u16(4, sqe.bytes.getShort(48))
                .u64(24, prp1)
                .u64(32, sqe.bytes.getLong(32));
    }

    boolean hasAnswer(Queue queue) {
        return (statusAt(queue) & 1) == queue.phase;
    }

    /// Takes the next answer, invalidates its TCB, and writes the head.
    Answer answer(Queue queue) {
        assertTrue(hasAnswer(queue), "no answer");
        Answer answer = take(queue);
        if (isLinear) {
            nvmmu.write32(0x28118, answer.cid);
            assertEquals(0, nvmmu.read32(0x28120), "TCB_STAT");
        }
        nvme.write32(0x1004 + 8 * queue.number, queue.head);
        settle();
        return answer;
    }

    /// Takes the next answer and does nothing else.
    Answer take(Queue queue) {
        byte[] cqe = new byte[16];
        machine.read(queue.cq + 16L * queue.head, cqe, 0, 16);
        ByteBuffer entry = ByteBuffer.wrap(cqe).order(ByteOrder.LITTLE_ENDIAN);
        queue.head++;
        if (queue.head == queue.depth) {
            queue.head = 0;
            queue.phase ^= 1;
        }
        return new Answer(
                entry.getShort(12) & 0xffff, entry.getShort(14) & 0xffff, entry.getLong(0), entry.getShort(8));
    }

    private int statusAt(Queue queue) {
        byte[] status = new byte[2];
        machine.read(queue.cq + 16L * queue.head + 14, status, 0, 2);
        return (status[0] & 0xff) | (status[1] & 0xff) << 8;
    }

    byte[] memory(long physAddr, int length) {
        byte[] bytes = new byte[length];
        machine.read(physAddr, bytes, 0, length);
        return bytes;
    }

    void memory(long physAddr, byte[] bytes) {
        machine.write(physAddr, bytes, 0, bytes.length);
    }

    static byte[] block(int fill) {
        byte[] block = new byte[4096];
        Arrays.fill(block, (byte) fill);
        return block;
    }

    /// Writes one block with one content all over.
    Answer writeBlock(long block, int fill) {
        long page = scratch();
        memory(page, block(fill));
        return io(write(block, 1, page, 0));
    }

    /// Reads one block and returns its first byte; all bytes must be the same.
    int readBlock(long block) {
        long page = scratch();
        assertEquals(0, io(read(block, 1, page, 0)).code());
        byte[] bytes = memory(page, 4096);
        assertEquals(bytes[0], bytes[4095], "torn block");
        return bytes[0] & 0xff;
    }

    int flush() {
        return io(sqe(0x00)).code();
    }

    private long scratch;

    private long scratch() {
        scratch = scratch == 0 ? pages(1) : scratch;
        return scratch;
    }

    /// Returns the texts of the syslog since the last time.
    List<String> syslog() {
        var lines = new ArrayList<String>();
        for (HandAp.Received message : ap.serve()) {
            if (message.endpoint() == 2 && (message.msg0() >>> 52 & 0xff) == 5) {
                byte[] text = new byte[0xe0];
                long entry = (message.msg0() & 0xff) * 0x100 + 0x20;
                syslogBuffer().read(entry, text, 0, text.length);
                lines.add(new String(text, StandardCharsets.US_ASCII).replaceAll("\0.*", ""));
            }
        }
        return lines;
    }

    private SharedBuffer syslogBuffer() {
        // Asked for behind the crash log's, which is as large.
        return ap.buffers.stream().filter(b -> b.sizeBytes() == 0x8000).toList().getLast();
    }

    /// Brings everything up again after a crash or a reset.
    void restart() {
        ap.iop.reset();
        ap.settle();
        ap.boot();
        enable();
        createQueues();
    }
}
