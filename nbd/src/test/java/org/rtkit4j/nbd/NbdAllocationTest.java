package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.drivers.nvme.NvmeDisk;
import org.rtkit4j.drivers.nvme.NvmeOptions;
import org.rtkit4j.drivers.nvme.NvmePlatform;
import org.rtkit4j.drivers.nvme.NvmeWatch;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.Registers;

/// What a client's requests cost the threads that serve them, from its socket to the emulated disk and back:
/// nothing, by the JVM's own count.
class NbdAllocationTest {
    private static final int BATCHES = 100;
    private static final int AT_ONCE = 16;
    private static final long MOST_IN_FLIGHT_BYTES = 512 << 10;

    // Not a request's: the JDK's lock takes 32 bytes each time that one thread finds another one in the machine,
    // which happens when the machine's own looks whether it is still helped.
    private static final long LOCK_NODES_BYTES = 5 * 32;

    /// Requests of one kind, sent again and again.
    private enum Load {
        READ_4_KIB(0, 4096),
        READ_1_MIB(0, 1 << 20),
        WRITE_4_KIB(1, 4096),
        WRITE_1_MIB(1, 1 << 20),
        WRITE_PART_OF_A_BLOCK(1, 100),
        FLUSH(3, 0),
        TRIM(4, 8192),
        WRITE_ZEROES(6, 8192);

        final int type;
        final int bytes;

        Load(int type, int bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        int atOnce() {
            return bytes < 1 << 20 ? AT_ONCE : 2;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRequestAllocates(boolean isAssisted) throws Exception {
        Set<Thread> before = ours().collect(Collectors.toSet());
        try (var emulated = EmulatedMachine.with(Profile.named("ans")).build();
                var runner = MachineRunner.start(emulated.machine());
                var loop = new EventLoop(emulated.clock()).start()) {
            var watch = new NvmeWatch();
            Iop iop = loop.attach(IopProfile.named("ans"), platform(emulated.coprocessor()), watch);
            iop.boot();
            NvmeOptions patient = NvmeOptions.DEFAULT.with(emulated.clock());
            NvmeOptions options = isAssisted ? patient.withAssist(runner::help, MOST_IN_FLIGHT_BYTES) : patient;
            try (var disk = NvmeDisk.open(iop, watch, nvme(emulated.coprocessor()), options);
                    var serving = new Serving(disk);
                    var client = structured(serving.client())) {
                for (Load load : Load.values()) {
                    int batches = load.atOnce() == AT_ONCE ? BATCHES : BATCHES / 4;
                    long bytes =
                            AllocationProbe.leastBytesOf(threads(serving, before), () -> run(client, load, batches));
                    assertTrue(
                            bytes < LOCK_NODES_BYTES,
                            () -> "%s, %d requests: the threads that serve allocated %d bytes"
                                    .formatted(load, batches * load.atOnce(), bytes));
                }
            }
        }
    }

    private static Platform platform(Coprocessor iop) {
        var mailbox = new RegisterMailbox(iop.registers(), iop.layout(), iop.receiveNotEmpty(), iop.sendEmpty());
        return new Platform(mailbox, new CpuControl(iop.cpu()), iop.memory(), iop::reset);
    }

    private static NvmePlatform nvme(Coprocessor iop) {
        Registers window = iop.window("nvme");
        return new NvmePlatform(NvmeVariant.T8103, window, window, iop.interrupt("nvme"), iop.memory());
    }

    /// Returns the threads that have to do with it: of the server, of the machine, and of the co-processor's
    /// messages.
    private static List<Thread> threads(Serving serving, Set<Thread> before) {
        Stream<Thread> others = ours().filter(thread -> !before.contains(thread));
        List<Thread> threads =
                Stream.concat(Stream.of(serving.thread()), others).toList();
        assertEquals(3, threads.size(), threads::toString);
        return threads;
    }

    private static Stream<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rtkit-"));
    }

    private static RawClient structured(RawClient client) throws IOException {
        client.greet(3).option(8);
        assertEquals(1, client.answer(8), "structured replies are acknowledged");
        client.option(7, new byte[6]);
        while (client.answer(7) == 3) {
            // What it is told about the export.
        }
        return client;
    }

    private static void run(RawClient client, Load load, int batches) {
        byte[] payload = new byte[load.type == 1 ? load.bytes : 0];
        try {
            for (int batch = 0; batch < batches; batch++) {
                int count = load.atOnce();
                for (int i = 0; i < count; i++) {
                    // Eight places, so that some wait for others.
                    long offset = load == Load.FLUSH ? 0 : (long) (i % 8) * Math.max(8192, load.bytes);
                    client.request(0, load.type, i, offset, load.bytes);
                    client.out.write(payload);
                }
                takeReplies(client, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // They come in any order; the data of reads in chunks, of which the last says that it is.
    private static void takeReplies(RawClient client, int count) throws IOException {
        for (int left = count; left > 0; ) {
            if (client.in.readInt() == 0x67446698) {
                assertEquals(0, client.in.readInt(), "error of a simple reply");
                client.in.readLong();
                left--;
            } else {
                left -= client.in.readUnsignedShort() & 1;
                assertEquals(1, client.in.readUnsignedShort(), "a chunk of data");
                client.in.readLong();
                client.in.skipNBytes(client.in.readInt());
            }
        }
    }
}
