package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;

/// `rtkit doctor` on machines that are folders, and on what asahi-diagnose saved of one.
class DoctorCommandTest {
    private static final String OLD = "6.17.7-400.asahi.fc42.aarch64+16k";
    private static final String FIXED = "7.2.1-400.asahi.fc43.aarch64+16k";
    private static final String SHUTDOWN = """
            [    0.418117] macsmc-rtkit 111100000.smc: RTKit: Initializing (protocol version 12)
            [   14.130478] macsmc-power macsmc-power: Emergency notification: Failed to read battery status
            """;
    private static final String QUIET = "[    0.4] macsmc-rtkit 1.smc: RTKit: Initializing (protocol version 12)\n";

    @TempDir
    private Path machine = Path.of("");

    @BeforeEach
    void stand() {
        System.setProperty("rtkit.machine", machine.toString());
    }

    @AfterEach
    void leave() {
        System.clearProperty("rtkit.machine");
    }

    /// A machine whose disk needs a clock, with drivers of both and an initramfs of these modules.
    private void machine(String kernel, String firmware, String log, String... inImage) throws IOException {
        byte[] tree = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .strings("model", "Example Mac")
                .strings("compatible", "apple,example", "apple,arm-platform")
                .child("chosen", chosen -> chosen.strings("asahi,system-fw-version", firmware))
                .child(
                        "clock",
                        c -> c.strings("compatible", "x,clock")
                                .u32("phandle", 1)
                                .u32("#clock-cells", 0))
                .child("nvme@1", d -> d.strings("compatible", "x,disk").cells("clocks", 1))
                .build());
        put("proc/device-tree", tree);
        put("proc/sys/kernel/osrelease", bytes(kernel + "\n"));
        put("var/log/kern.log", bytes(log));
        put("lib/modules/" + kernel + "/modules.dep", bytes("kernel/disk.ko.xz:\nkernel/clock.ko.xz:\n"));
        put(
                "lib/modules/" + kernel + "/modules.alias",
                bytes("alias of:N*T*Cx,disk disk\nalias of:N*T*Cx,clock clock\n"));
        put("boot/initramfs-" + kernel + ".img", cpio(kernel, List.of(inImage)));
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = machine.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Source: linux Documentation/driver-api/early-userspace/buffer-format.rst, "newc".
    private static byte[] cpio(String kernel, List<String> modules) {
        var image = new ByteArrayOutputStream();
        modules.forEach(name -> entry("usr/lib/modules/%s/kernel/%s.ko.xz".formatted(kernel, name), image));
        entry("TRAILER!!!", image);
        return image.toByteArray();
    }

    private static void entry(String name, ByteArrayOutputStream image) {
        var head = new StringBuilder("070701");
        int[] fields = {1, 0x81a4, 0, 0, 1, 0, 0, 0, 0, 0, 0, name.length() + 1, 0};
        for (int field : fields) {
            head.append("%08x".formatted(field));
        }
        image.writeBytes(bytes(head + name + "\0"));
        while (image.size() % 4 != 0) {
            image.write(0);
        }
    }

    @Test
    void aMachineInOrderIsFine() throws IOException {
        machine(OLD, "13.5", QUIET, "disk", "clock");
        Cli doctor = Cli.run("doctor");
        assertEquals(0, doctor.status(), doctor.out() + doctor.err());
        assertTrue(doctor.out().contains("Example Mac"), doctor.out());
        assertTrue(doctor.out().contains("system firmware  13.5"), doctor.out());
        assertTrue(doctor.out().contains("fine    the kernel has drivers for all that the root needs."), doctor.out());
        assertTrue(doctor.out().contains("fine    the initramfs has all modules that the disk needs"), doctor.out());
        assertTrue(doctor.out().contains("fine    no co-processor crashed and no driver gave up in "), doctor.out());
        assertFalse(doctor.out().contains("wrong"), doctor.out());
    }

    @Test
    void whatTheInitramfsLacksIsNamed() throws IOException {
        machine(OLD, "13.5", QUIET, "disk");
        Cli doctor = Cli.run("doctor");
        assertEquals(1, doctor.status(), doctor.out() + doctor.err());
        assertTrue(doctor.out().contains(" lacks modules that the disk needs: clock."), doctor.out());
        assertTrue(doctor.out().contains("To do: make it anew with these: rtkit modules --dtb"), doctor.out());
    }

    @Test
    void aNewFirmwareWithAnOldKernelIsKnownToGoWrong() throws IOException {
        machine(OLD, "27.0", QUIET, "disk", "clock");
        Cli doctor = Cli.run("doctor");
        assertEquals(1, doctor.status(), doctor.out());
        assertTrue(doctor.out().contains("known   with the system firmware of macOS 27"), doctor.out());
        assertTrue(doctor.out().contains("https://github.com/AsahiLinux/linux/pull/517 (2026-06-11)"), doctor.out());
        machine(FIXED, "27.0", QUIET, "disk", "clock");
        assertEquals(0, Cli.run("doctor").status());
    }

    @Test
    void whatTheLogSaysIsSaidOnceWithWhatIsKnownOfIt() throws IOException {
        machine(OLD, "27.0", SHUTDOWN, "disk", "clock");
        String text = Cli.run("doctor").out();
        assertTrue(
                text.contains("wrong   No co-processor crashed. The SMC's power driver shut the machine down 14 s"),
                text);
        int known = text.indexOf("known   with the system firmware of macOS 27");
        assertTrue(known > 0 && known == text.lastIndexOf("known   with the system firmware of macOS 27"), text);
    }

    @Test
    void aSavedDiagnosisIsLookedAtTheSame() throws IOException {
        Path file = Files.writeString(machine.resolve("diagnosis.txt"), """
            # Asahi Linux System Diagnostic Dump
            ### System
              Model:          Example Mac
              Kernel:         %s
              SFR:            27.0-26A1
            ### dmesg
            %s""".formatted(OLD, SHUTDOWN));
        Cli doctor = Cli.run("doctor", "--json", file.toString());
        assertEquals(1, doctor.status(), doctor.err());
        assertEquals("27.0-26A1", ((Map<?, ?>) doctor.json().get("machine")).get("system firmware"));
        String found = doctor.json().get("found").toString();
        assertTrue(found.contains("could not read the battery's status"), found);
        assertTrue(found.contains("kind=known"), found);
    }

    @Test
    void whatIsNoSuchMachineIsOneLine() throws IOException {
        Cli none = Cli.run("doctor");
        assertEquals(2, none.status());
        assertEquals(1, none.err().lines().count(), none.err());
        Path file = Files.writeString(machine.resolve("letter.txt"), "Dear Sir\n");
        Cli letter = Cli.run("doctor", file.toString());
        assertEquals(2, letter.status());
        assertTrue(letter.err().contains("neither a diagnosis nor a kernel's log"), letter.err());
        assertEquals(2, Cli.run("doctor", machine.resolve("nothing").toString()).status());
    }
}
