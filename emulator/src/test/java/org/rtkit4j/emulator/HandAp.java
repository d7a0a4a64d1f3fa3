package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// An AP by hand: what a test writes and reads are registers, by their numbers, and words in hexadecimal.
public final class HandAp {
    public static final long SET_IOP_ON = 0x0060_0000_0000_0020L;
    public static final long SET_IOP_INIT = 0x0060_0000_0000_0220L;
    public static final long SET_AP_ON = 0x00b0_0000_0000_0020L;
    public static final long HELLO_11_12 = 0x0010_0000_000c_000bL;
    public static final long ACK_12 = 0x0020_0000_000c_000cL;
    public static final long IOP_ON = 0x0070_0000_0000_0020L;

    private static final int FULL = 1 << 16;
    private static final int EMPTY = 1 << 17;

    public final ManualClock clock = new ManualClock();
    public final EmulatedMachine emulated;
    public final Coprocessor iop;
    public final List<SharedBuffer> buffers = new ArrayList<>();
    private final Registers registers;
    private final int a2iControl;
    private final int i2aControl;
    private final int send;
    private final int receive;

    /// A message as the AP reads it.
    public record Received(int endpoint, long msg0, long msg1) {}

    public HandAp(Profile profile) {
        this(EmulatedMachine.with(profile));
    }

    public HandAp(EmulatedMachine.Builder builder) {
        emulated = builder.clock(clock).build();
        iop = emulated.coprocessor();
        registers = iop.registers();
        switch (iop.layout()) {
            case ASC_V4, T6030 -> {
                a2iControl = 0x110;
                i2aControl = 0x114;
                send = 0x800;
                receive = 0x830;
            }
            case T8015 -> {
                a2iControl = 0x108;
                i2aControl = 0x10c;
                send = 0x800;
                receive = 0x830;
            }
            case M3_V2 -> {
                a2iControl = 0x50;
                i2aControl = 0x80;
                send = 0x60;
                receive = 0xa0;
            }
            default -> throw new AssertionError(iop.layout());
        }
        if (iop.layout().enablesReceive()) {
            registers.write32(i2aControl, 1);
        }
    }

    public static HandAp of(String profile) {
        return new HandAp(Profile.named(profile));
    }

    public Registers registers() {
        return registers;
    }

    public void run() {
        iop.cpu().write32(0x44, 0x10);
        settle();
    }

    public void settle() {
        emulated.machine().runUntilIdle();
    }

    /// Lets the time pass that the firmware waits for.
    public void waitUntilDue() {
        long due = emulated.machine().nextDueNanos();
        assertNotEquals(Long.MAX_VALUE, due, "the firmware waits for nothing");
        clock.advanceTo(due);
        settle();
    }

    public void send(int endpoint, long msg0) {
        assertEquals(0, registers.read32(a2iControl) & FULL, "FIFO is full");
        registers.write64(send, msg0);
        registers.write64(send + 8, endpoint);
        settle();
    }

    public boolean isEmpty() {
        return (registers.read32(i2aControl) & EMPTY) != 0;
    }

    public Received receive() {
        assertTrue(!isEmpty(), "nothing to receive");
        long msg0 = registers.read64(receive);
        long msg1 = registers.read64(receive + 8);
        settle();
        return new Received((int) (msg1 & 0xff), msg0, msg1);
    }

    public void expect(int endpoint, long msg0) {
        Received received = receive();
        assertEquals(
                "%02x: %016x".formatted(endpoint, msg0), "%02x: %016x".formatted(received.endpoint, received.msg0));
    }

    public void expectSilence() {
        settle();
        if (!isEmpty()) {
            assertEquals("silence", receive().toString());
        }
    }

    /// Answers whatever the firmware asks until it asks no more, as Linux does; returns all that it said.
    public List<Received> serve() {
        var said = new ArrayList<Received>();
        while (!isEmpty()) {
            Received message = receive();
            said.add(message);
            answer(message);
            assertTrue(said.size() < 10_000, "no end");
        }
        return said;
    }

    /// Answers one message, as Linux does.
    public void answer(Received message) {
        long msg0 = message.msg0;
        int type = (int) (msg0 >>> 52) & 0xff;
        switch (message.endpoint) {
            case 0 -> answerManagement(msg0, type);
            case 1, 2, 4 -> {
                if (type == 1 && (msg0 & 0xfff_ffff_ffffL) == 0) {
                    send(message.endpoint, msg0 | allocate((int) (msg0 >>> 44 & 0xff) * 0x1000L));
                } else if (type == 5 || (message.endpoint == 4 && type != 1)) {
                    send(message.endpoint, msg0);
                }
            }
            case 8 -> {
                if ((msg0 & 0xf_ffff_ffffL) == 0) {
                    send(8, msg0 | allocate(msg0 >>> 36 & 0xfffff) >>> 12);
                }
            }
            default -> {}
        }
    }

    private void answerManagement(long msg0, int type) {
        if (type == 1) {
            send(0, ACK_12);
        } else if (type == 8) {
            boolean isLast = (msg0 >>> 51 & 1) != 0;
            send(0, 0x0080_0000_0000_0000L | (msg0 & 0x0008_0007_0000_0000L) | (isLast ? 0 : 1));
            if ((msg0 >>> 32 & 7) == 0) {
                for (int endpoint : new int[] {1, 2, 3, 4, 8}) {
                    if ((msg0 >>> endpoint & 1) != 0) {
                        send(0, 0x0050_0000_0000_0002L | (long) endpoint << 32);
                    }
                }
            }
        } else if (type == 7 && (msg0 & 0xffff) == 0x20) {
            send(0, SET_AP_ON);
        }
    }

    /// Starts the firmware and serves it until it is up.
    public List<Received> boot() {
        run();
        if (iop.profile().name().equals("smc")) {
            send(0, SET_IOP_INIT);
        }
        return serve();
    }

    public long allocate(long sizeBytes) {
        try {
            SharedBuffer buffer = iop.memory().allocate(sizeBytes);
            buffers.add(buffer);
            return buffer.iova();
        } catch (MemoryRefusedException e) {
            throw new AssertionError(e);
        }
    }

    /// Returns the buffer at an address.
    public SharedBuffer bufferAt(long iova) {
        return buffers.stream().filter(b -> b.iova() == iova).findFirst().orElseThrow();
    }
}
