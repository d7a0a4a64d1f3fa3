package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.via.MappedConnection.MappedWay;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.SharedBuffer;

/// Whatever the way in, a session has the memory that its kind may have, and no other.
class BrokeredMemoryTest {
    private static final long M1_SRAM = 0x2_3fe0_0000L;
    private static final long BOARD_SRAM = 0x10_0000;
    private static final int SRAM_BYTES = 0x8000;

    @TempDir
    private Path folder;

    @Test
    void theEmulatorsSmcHasItsSramAlone() throws Exception {
        try (var way = new EmulatorConnection(Profile.named("smc"))) {
            hasItsSramAlone(way, M1_SRAM);
        }
    }

    @Test
    void theSmcOfATargetHasItsSramAlone() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("smc")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var way = M1n1Connection.open(server.address(), "smc", new ProxyListener() {}, _ -> {})) {
            hasItsSramAlone(way, M1_SRAM);
        }
    }

    @Test
    void theSmcOfThisMachineHasItsSramAlone() throws Exception {
        String place = "%s,dtb=%s,ram=0x80000+0x10000".formatted(memory(), board(SRAM_BYTES));
        try (var way = MappedConnection.memory(MappedWay.parse(place, ""), "smc", _ -> {})) {
            hasItsSramAlone(way, BOARD_SRAM);
        }
    }

    @Test
    void storageHasNoMemoryOfItsOwn() throws Exception {
        try (var way = new EmulatorConnection(Profile.named("ans"))) {
            DeviceMemory memory = way.platform().memory();
            memory.allocate(0x4000).close();
            assertEquals(Reason.NOT_OFFERED, refusal(() -> memory.map(M1_SRAM, 0x1000)));
            assertEquals(
                    Reason.NOT_OFFERED, refusal(() -> way.unfilteredMemory().map(M1_SRAM, 0x1000)));
        }
    }

    @Test
    void anSmcThatWantsABufferOfTheApsDoesNotBoot() throws Exception {
        Profile greedy = Profile.named("smc").with("syslog.address", "0");
        try (var way = new EmulatorConnection(greedy);
                var iop = new PolledIop(IopProfile.named("smc"), way.platform(), SessionListener.NONE)) {
            var failed = assertThrows(RtkitException.class, () -> iop.boot(BootPlan.WAKE));
            assertInstanceOf(Fault.MemoryRefused.class, failed.fault());
            assertTrue(
                    String.valueOf(failed.getMessage()).contains("the firmware brings its own memory"),
                    failed::toString);
        }
    }

    @Test
    void aTreeWithAnEmptySramIsRefusedInAPlainLine() throws Exception {
        Cli boot = Cli.run("boot", "smc", "--via", "mmio:%s,dtb=%s".formatted(memory(), board(0)));
        assertEquals(2, boot.status(), boot.err());
        assertTrue(boot.err().contains("board.dtb: no such region: name=sram, window=0x100000/0x0"), boot.err());
        assertEquals(1, boot.err().lines().count(), boot.err());
    }

    private static void hasItsSramAlone(Connection way, long sram) throws MemoryRefusedException {
        DeviceMemory memory = way.platform().memory();
        try (SharedBuffer buffer = memory.map(sram + 0x1000, 0x1000)) {
            assertEquals(sram + 0x1000, buffer.iova());
        }
        assertEquals(Reason.OUTSIDE_REGIONS, refusal(() -> memory.map(sram - 1, 2)));
        assertEquals(Reason.NOT_OFFERED, refusal(() -> memory.allocate(0x4000)));
        assertEquals(Reason.NOT_OFFERED, refusal(() -> way.unfilteredMemory().map(sram, 0x1000)));
    }

    private interface Request {
        Object make() throws MemoryRefusedException;
    }

    private static Reason refusal(Request request) {
        return assertThrows(MemoryRefusedException.class, request::make).reason();
    }

    private Path memory() throws IOException {
        Path path = folder.resolve("mem");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(0x20_0000);
        }
        return path;
    }

    private Path board(int sramBytes) throws IOException {
        byte[] bytes = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .child(
                        "soc",
                        soc -> soc.u32("#address-cells", 1)
                                .u32("#size-cells", 1)
                                .flag("ranges")
                                .child("mbox@18000", BrokeredMemoryTest::mailbox)
                                .child("smc@10000", smc -> smc(smc, sramBytes)))
                .build());
        return Files.write(folder.resolve("board.dtb"), bytes);
    }

    private static void mailbox(NodeBuilder node) {
        node.u32("phandle", 1)
                .strings("compatible", "apple,t8103-asc-mailbox", "apple,asc-mailbox-v4")
                .u32("#mbox-cells", 0)
                .cells("reg", 0x1_8000, 0x4000);
    }

    private static void smc(NodeBuilder node, int sramBytes) {
        node.strings("compatible", "apple,t8103-smc", "apple,smc")
                .cells("mboxes", 1)
                .strings("reg-names", "smc", "sram")
                .cells("reg", 0x1_0000, 0x4000, (int) BOARD_SRAM, sramBytes);
    }
}
