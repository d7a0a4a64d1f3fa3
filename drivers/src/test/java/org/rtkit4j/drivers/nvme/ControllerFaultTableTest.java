package org.rtkit4j.drivers.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.nvme.ControllerFault;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// What docs/nvme.md says of each fault of the controller, from runs: of a disk that is opened with it, and of one that
/// is up when it begins. Time is the machine's own, in quarters of a second.
///
/// `./mvnw -pl drivers -am test -Dtest=ControllerFaultTableTest -Drtkit.update=docs` writes the table anew.
class ControllerFaultTableTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "nvme.md");
    private static final String BEGIN = "<!-- The table is written by ControllerFaultTableTest. -->\n\n";
    private static final String END = "\n<!-- Here it ends. -->";
    private static final double QUARTERS = 4;
    private static final double SECOND = 1e9;

    @Test
    void theDocumentSaysWhatHappens() throws Exception {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        assertTrue(begin > BEGIN.length() && end > begin, "no place for the table");
        String expected = text.substring(0, begin) + table() + text.substring(end);
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT), "docs/nvme.md: see this test's comment");
    }

    private static String table() throws Exception {
        var table = new StringBuilder("| fault | a disk that is being opened | a disk that is up |\n|---|---|---|\n");
        for (ControllerFault fault : ControllerFault.values()) {
            Profile ans = profile("ans");
            table.append("| %s | %s | %s |\n".formatted(fault.label(), opened(ans, fault), up(ans, fault)));
        }
        return table.toString();
    }

    private static Profile profile(String name) {
        return Profile.named(name).with("nvme.blocks", "1024").with("nvme.loss", "all");
    }

    static Stream<String> everyFirmware() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream())
                .filter(name -> Profile.named(name).nvme() != null);
    }

    // It ends, one way or the other; where the disk is lost, it says so.
    @ParameterizedTest
    @MethodSource("everyFirmware")
    void noneLosesWhatWasFlushedOnAnyFirmware(String name) throws Exception {
        for (ControllerFault fault : ControllerFault.values()) {
            assertTrue(!opened(profile(name), fault).isEmpty(), fault.label());
            assertTrue(!up(profile(name), fault).isEmpty(), fault.label());
        }
    }

    private static String opened(Profile profile, ControllerFault fault) throws Exception {
        var clock = new ManualClock();
        var machine = EmulatedMachine.with(profile.with("nvme.controller-faults", fault.label()))
                .clock(clock)
                .build();
        try (machine) {
            var rig = new NvmeRig(machine, clock, NvmeRig.OPTIONS, profile.isResettable());
            return joined("opens" + after(clock.getAsLong()), used(rig));
        } catch (NvmeException e) {
            return "is refused" + after(clock.getAsLong()) + ": " + e.getMessage();
        }
    }

    private static String up(Profile profile, ControllerFault fault) throws Exception {
        var clock = new ManualClock();
        try (var machine = EmulatedMachine.with(profile).clock(clock).build()) {
            var rig = new NvmeRig(machine, clock, NvmeRig.OPTIONS, profile.isResettable());
            rig.storage.fail(fault);
            return used(rig);
        }
    }

    // A write, a flush and its end.
    private static String used(NvmeRig rig) throws IOException {
        var reasons = new ArrayList<String>();
        rig.disk.onRestart(why -> reasons.add(why.message()));
        long before = rig.clock.getAsLong();
        boolean isWritten =
                rig.write(3, NvmeRig.block(3, 1)).isOk() && rig.flush().isOk();
        String writes = (isWritten ? "writes and flushes" : "is lost") + after(rig.clock.getAsLong() - before);
        String restarts = reasons.isEmpty() ? "" : "restarts it: " + String.join("; ", reasons);
        if (isWritten) {
            assertArrayEquals(NvmeRig.block(3, 1), rig.storage.durable(3));
        }
        return joined(writes, restarts, closed(rig));
    }

    private static String closed(NvmeRig rig) throws IOException {
        long before = rig.clock.getAsLong();
        try {
            rig.disk.close();
            return "closes" + after(rig.clock.getAsLong() - before);
        } catch (IOException e) {
            return "its end fails%s: %s".formatted(after(rig.clock.getAsLong() - before), e.getMessage());
        } finally {
            rig.iop.close();
        }
    }

    private static String joined(String... parts) {
        return String.join(
                ", ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }

    // What takes no time worth a word has none.
    private static String after(long nanos) {
        double seconds = Math.round(nanos / SECOND * QUARTERS) / QUARTERS;
        return seconds == 0 ? "" : String.format(Locale.ROOT, " after %s s", seconds);
    }
}
