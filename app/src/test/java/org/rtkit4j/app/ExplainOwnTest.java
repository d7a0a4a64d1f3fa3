package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rtkit explain` without a file, on machines that are folders.
class ExplainOwnTest {
    private static final String REPORTS = "Library/Logs/DiagnosticReports";
    private static final String CRASH = """
            Apr 22 23:33:52 host kernel: macsmc 1.smc: RTKit: co-processor has crashed
            Apr 22 23:33:52 host kernel: macsmc 1.smc: RTKit: Message (id=1): assert failed: [7]:%s
            """;
    private static final String QUIET =
            "Apr 22 23:33:52 host kernel: macsmc 1.smc: RTKit: Initializing (protocol version 12)\n";

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

    private void panic(String name, String message, long when) throws IOException {
        Path folder = Files.createDirectories(machine.resolve(REPORTS));
        Path file = Files.writeString(
                folder.resolve(name),
                "panic(cpu 0 caller 0x1): SMC PANIC - %s - Misc(2)%nRTKit: RTKit-1.1.release - Client: AppleSMC%n"
                        .formatted(message));
        Files.setLastModifiedTime(file, FileTime.fromMillis(when));
    }

    /// A journal that answers as the arguments ask: of this boot, or of the last one.
    private void journal(String current, String last) throws IOException {
        Path folder = Files.createDirectories(machine.resolve("usr/bin"));
        Files.writeString(machine.resolve("current"), current);
        Files.writeString(machine.resolve("last"), last);
        Path journalctl = Files.writeString(folder.resolve("journalctl"), """
                #!/bin/sh
                case $* in
                *--boot=0*) cat %1$s/current ;;
                *--boot=-1*) cat %1$s/last ;;
                *) exit 1 ;;
                esac
                """.formatted(machine));
        Files.setPosixFilePermissions(journalctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void ofAMacItIsTheNewestPanic() throws IOException {
        panic("panic-full-2030-01-02.ips", "newest", 2_000_000);
        panic("Kernel-2030-01-01.panic", "older", 1_000_000);
        Files.writeString(machine.resolve(REPORTS + "/JetsamEvent-2030.ips"), "{}");
        Cli explain = Cli.run("explain");
        assertEquals(0, explain.status(), explain.err());
        assertTrue(explain.err().startsWith("rtkit: reading "), explain.err());
        assertTrue(explain.err().contains("panic-full-2030-01-02.ips"), explain.err());
        assertTrue(explain.out().contains("newest"), explain.out());
    }

    @Test
    void ofLinuxItIsThisBoot() throws IOException {
        journal(CRASH.formatted("now"), CRASH.formatted("before"));
        Cli explain = Cli.run("explain", "--json");
        assertEquals(0, explain.status(), explain.err());
        assertEquals("journalctl --dmesg --boot=0", explain.json().get("file"));
        assertEquals("assert failed: [7]:now", explain.json().get("reason"));
    }

    @Test
    void whereThisBootIsQuietItIsTheLastOne() throws IOException {
        journal(QUIET, CRASH.formatted("before"));
        Cli explain = Cli.run("explain", "--json");
        assertEquals("journalctl --dmesg --boot=-1", explain.json().get("file"));
        assertEquals("assert failed: [7]:before", explain.json().get("reason"));
    }

    @Test
    void whereNothingCrashedItSaysSo() throws IOException {
        journal(QUIET, "");
        Cli explain = Cli.run("explain", "--json");
        assertEquals(1, explain.status());
        assertEquals("none", explain.json().get("kind"));
        assertEquals("journalctl --dmesg --boot=0", explain.json().get("file"));
    }

    @Test
    void withoutAJournalItIsTheLogFile() throws IOException {
        Files.createDirectories(machine.resolve("var/log"));
        Files.writeString(machine.resolve("var/log/kern.log"), CRASH.formatted("file"));
        assertEquals(
                "assert failed: [7]:file", Cli.run("explain", "--json").json().get("reason"));
    }

    @Test
    void aMachineWithNothingIsOneLine() {
        Cli explain = Cli.run("explain", "--json");
        assertEquals(2, explain.status());
        assertEquals("unreadable", explain.json().get("kind"));
        assertEquals(1, explain.err().lines().count(), explain.err());
    }
}
