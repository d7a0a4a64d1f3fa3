package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Main;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;

/// `rtkit boot --via mmio:`, and `rtkit nvme`, on a file that it shares with another process, which plays mailbox,
/// firmware and the storage's controller: see `conformance/mapped/trap.c`. That process sees every load and store
/// in its width and order, and counts those that are not as real hardware wants them.
@DisplayName("our host on mapped registers, the machine in another process")
@ExtendWith(ScenarioList.class)
class MappedMachineTest {
    private static final long RAM = 0x10_0000;
    private static final long RAM_BYTES = 0x10_0000;
    private static final long BASE = 0x4000_0000;
    // Of the storage's: 2 MiB of writes are kept at least, and as much is for what is in flight.
    private static final long DISK_RAM_BYTES = 0x80_0000;
    private static final int DISK_BYTES = 8 << 20;

    private static Path program;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        ForeignHost.requireCompiler("cc");
        Assumptions.assumeTrue(
                System.getProperty("os.arch").equals("amd64"),
                "skipped: the machine in the other process reads instructions of x86-64 only");
        program = ForeignHost.folder("mapped").resolve("trap");
        Result built = ForeignHost.run(
                "/usr/bin/gcc",
                "-std=gnu11",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                ForeignHost.file("conformance/mapped/trap.c").toString(),
                ForeignHost.file("conformance/mapped/machine.c").toString(),
                ForeignHost.file("conformance/mapped/nvme.c").toString(),
                ForeignHost.file("conformance/mapped/shared.c").toString(),
                ForeignHost.file("conformance/mapped/violation.c").toString(),
                "-o",
                program.toString());
        assertEquals(0, built.status(), () -> String.join("\n", built.lines()));
    }

    /// With the interpreter, and with each compiler: what each makes of an access is what the machine sees.
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
    void bootsLogsAndSleeps(String compiler) throws Exception {
        Result result = boot(List.of(compiler));
        assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
        assertEquals(
                List.of(
                        "run: 1",
                        "hello: version 12 to 12",
                        "buffer of the crash log: 16384 bytes",
                        "buffer of the system log: 4096 bytes",
                        "ap: 0x20",
                        "ap: 0x10",
                        "iop: 0x1",
                        "run: 0",
                        "program: 0",
                        "log entries: 2 told, 2 echoed"),
                machineSaid(result).subList(0, 10));
        assertEquals("violations: 0", result.lines().getLast());
        String all = String.join("\n", result.lines());
        assertTrue(all.contains("a machine in another process"), all);
        assertTrue(all.contains("shares this line through a file"), all);
    }

    @Test
    void saysWhatIsWrongWhereNoMachineIs() throws Exception {
        var command = new ArrayList<>(java(List.of()));
        command.addAll(List.of("boot", "iop", "--via", "mmio:/dev/null,dtb=" + tree()));
        Result result = ForeignHost.run(command, List.of());
        assertEquals(1, result.status(), () -> String.join("\n", result.lines()));
        assertTrue(
                result.lines().getLast().startsWith("rtkit: cannot map 0x40008000 of /dev/null: "), result::toString);
    }

    /// The storage's registers, each access as it arrives, and its queues and data in memory that both map; the disk of
    /// the other process is a file, in which this test looks for itself.
    @Test
    void writesVerifiesAndReadsItsDisk() throws Exception {
        byte[] content = new byte[1_500_001];
        new SplittableRandom(1).nextBytes(content);
        Path file = Files.write(folder.resolve("content"), content);
        Path disk = Files.write(folder.resolve("memory.disk"), new byte[DISK_BYTES]);
        Result info = nvme("info");
        assertTrue(info.lines().contains("disk              MACHINE IN C, C0FFEE"), info::toString);

        Result written = nvme("write", "--offset", "4097", file.toString());
        assertTrue(written.lines().contains("wrote 1500001 bytes at 4097"), written::toString);
        byte[] held = Files.readAllBytes(disk);
        assertArrayEquals(content, Arrays.copyOfRange(held, 4097, 4097 + content.length));
        assertArrayEquals(new byte[4097], Arrays.copyOf(held, 4097));
        String counts = counts(written);
        assertTrue(counts.endsWith("0 unflushed, 1 shutdowns"), counts);

        Path back = folder.resolve("back");
        nvme("read", "--offset", "4097", "--length", "" + content.length, back.toString());
        assertArrayEquals(content, Files.readAllBytes(back));
        nvme("verify", "--offset", "4097", file.toString());
    }

    private static String counts(Result result) {
        return result.lines().stream()
                .filter(line -> line.startsWith("disk: "))
                .findFirst()
                .orElseThrow();
    }

    private Result nvme(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("nvme"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--unflushed", "2M"));
        Result result = run(List.of(), DISK_RAM_BYTES, command);
        assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
        assertEquals("violations: 0", result.lines().getLast());
        return result;
    }

    private Result boot(List<String> options) throws Exception {
        return run(options, RAM_BYTES, List.of("boot", "iop"));
    }

    private Result run(List<String> options, long ramBytes, List<String> arguments) throws Exception {
        Path memory = folder.resolve("memory");
        try (var file = new RandomAccessFile(memory.toFile(), "rw")) {
            file.setLength(RAM + ramBytes);
        }
        var command = new ArrayList<>(
                List.of(program.toString(), memory.toString(), Long.toHexString(RAM), Long.toHexString(BASE)));
        command.addAll(java(options));
        command.addAll(arguments);
        command.addAll(List.of("--via", "mmio:%s,dtb=%s,ram=0x%x+0x%x".formatted(memory, tree(), RAM, ramBytes)));
        return ForeignHost.run(command, List.of());
    }

    private static List<String> java(List<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private static List<String> machineSaid(Result result) {
        int first = result.lines().indexOf("run: 1");
        return result.lines().subList(Math.max(0, first), result.lines().size());
    }

    private Path tree() throws Exception {
        byte[] tree = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child(
                        "mbox@40008000",
                        mailbox -> mailbox.strings("compatible", "apple,asc-mailbox-v4")
                                .u32("phandle", 1)
                                .u32("#mbox-cells", 0)
                                .numbers("reg", 2, BASE + 0x8000, 0x4000))
                .child(
                        "iop@40000000",
                        iop -> iop.numbers("reg", 2, BASE, 0x4000).u32("mboxes", 1))
                .child(
                        "nvme@40040000",
                        nvme -> nvme.strings("compatible", "apple,t8103-nvme-ans2", "apple,nvme-ans2")
                                .strings("reg-names", "nvme", "ans")
                                .numbers("reg", 2, BASE + 0x4_0000, 0x4_0000, BASE, 0x4000)
                                .u32("mboxes", 1))
                .build());
        return Files.write(folder.resolve("machine.dtb"), tree);
    }
}
