package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.model.DriverVerdict;
import org.rtkit4j.forensics.model.ReportFile;

/// Drivers that give up on a co-processor say so in the log: that is an answer, with and without a crash.
class DriverFieldTest {
    private static final String HELLO =
            "[    0.4] nvme-apple 111100000.nvme: RTKit: Initializing (protocol version 12)\n";

    private static ReportFile read(String log) {
        return CrashReports.read("log", log.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ReportFile file) {
        return Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
    }

    @Test
    void theShutdownByTheSmcsPowerDriverIsTheAnswer() {
        var log = FieldCase.of("smc-power-shutdown");
        assertTrue(
                log.text()
                        .startsWith("No co-processor crashed. The SMC's power driver shut the machine down 14 s after"
                                + " boot: it could not read the battery's status."),
                log.text());
        assertEquals(
                List.of("battery-status", "shutting-down"),
                log.file().log().verdicts().stream().map(DriverVerdict::key).toList());
        assertTrue(log.text().contains("https://github.com/AsahiLinux/linux/pull/517"), log.text());
        assertTrue(log.json().contains("\"key\" : \"battery-status\""), log.json());
        assertTrue(log.json().contains("\"secondsSinceBoot\" : 14"), log.json());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [   77.1] macsmc-input macsmc-input: Triggering forced shutdown! | No co-processor crashed. The SMC's input driver shut the machine down 77 s after boot: the power button was held, and the SMC was about to cut the power
        [   77.1] macsmc-hid macsmc-hid: Triggering forced shutdown! | No co-processor crashed. The SMC's input driver shut the machine down 77 s after boot: the power button was held, and the SMC was about to cut the power
        [    1.5] nvme-apple 111100000.nvme: ANS did not boot | This log holds no crash of a co-processor. The storage driver gave up 1 s after boot: the storage controller (ANS) did not start
        [    1.5] nvme-apple 111100000.nvme: ANS did not initialize | This log holds no crash of a co-processor. The storage driver gave up 1 s after boot: the storage controller (ANS) started, but did not become ready
        [    1.5] nvme nvme0: Device not ready; aborting initialisation, CSTS=0x2 | This log holds no crash of a co-processor. The storage driver gave up 1 s after boot: the controller did not end its initialisation, CSTS=0x2
        [   77.1] nvme nvme0: Device not ready; aborting shutdown, CSTS=0x5 | This log holds no crash of a co-processor. The storage driver gave up 77 s after boot: the controller did not end its shutdown, CSTS=0x5
        [   77.1] nvme nvme0: Device not ready; aborting reset, CSTS=0x1 | This log holds no crash of a co-processor. The storage driver gave up 77 s after boot: the controller did not end its reset, CSTS=0x1
        [    1.5] nvme nvme0: I/O 0(aq:1) timeout while not in live state | This log holds no crash of a co-processor. The storage driver gave up 1 s after boot: a command was not answered in time while the controller came up
        [    1.5] nvme nvme0: Reset failure status: -62 | This log holds no crash of a co-processor. The storage driver gave up 1 s after boot: its reset failed with status -62
        [ 9000.5] nvme-apple 111100000.nvme: RTKit crashed: unable to recover without a reboot | A co-processor crashed, but its crash log is not in this log. The storage driver gave up 2 h 30 min after boot: its co-processor has crashed and cannot be started again without a reboot
        Apr 22 23:33:52 host kernel: nvme-apple 111100000.nvme: RTKit crashed; unable to recover without a reboot | A co-processor crashed, but its crash log is not in this log. The storage driver gave up: its co-processor has crashed and cannot be started again without a reboot
        [    1.5] thunderbolt-apple 222200000.acio: RTKit crashed; unable to recover without a reboot | A co-processor crashed, but its crash log is not in this log. A driver gave up 1 s after boot: its co-processor has crashed and cannot be started again without a reboot
        [    1.5] asahi 222200000.gpu: GPU firmware crashed, failing all jobs | A co-processor crashed, but its crash log is not in this log. The graphics driver gave up 1 s after boot: the firmware of the graphics processor has crashed
        [   77.1] asahi 222200000.gpu: ** GPU timeout nya~!!!!! ** | This log holds no crash of a co-processor. The graphics driver noted 77 s after boot that the graphics processor had not finished its work in time
        [   15.8] kernel: platform macsmc-example: deferred probe pending: macsmc-example: Failed to get a cell | No co-processor crashed. A driver of the SMC still waited for something 15 s after boot: macsmc-example: Failed to get a cell
        [   77.1] asahi 222200000.gpu: GPU fault nya~!!!!! | This log holds no crash of a co-processor. The graphics driver noted 77 s after boot that the graphics processor accessed memory that it may not access
        [   77.1] asahi 222200000.gpu: FWLog: ERROR: poll of a register timed out after 99us | This log holds no crash of a co-processor. The graphics processor's firmware logged an error 77 s after boot: poll of a register timed out after 99us
        [    1.5] macsmc-power macsmc-power: Battery voltage (9000 mV) below design minimum (9900 mV)! Emergency shutdown. | No co-processor crashed. The SMC's power driver shut the machine down 1 s after boot: the battery's voltage was below the least that it may have
        [    1.5] macsmc-power macsmc-power: Shutting down in 10 seconds | No co-processor crashed. The SMC's power driver shut the machine down 1 s after boot; the line that says why is not in this log
        """)
    void aDriverThatGivesUpIsTheAnswer(String line, String sentence) {
        assertEquals(sentence, read(HELLO + line + "\n").reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    1.0] Kernel panic - not syncing: VFS: Unable to mount root fs\n",
                "Apr 22 23:33:52 host kernel: wlan0: something else\n",
                "[82165.4] Call trace:\n[82165.4]  example_irq+0x74/0x7c [example]\n",
                "apple-dart 222200000.iommu: DART [pagesize 4000] initialized\n",
                "```\nUnable to handle kernel NULL pointer dereference at virtual address 8\n```\n",
            })
    void aLogInWhichNoneOfThemSpeaksIsCalledOne(String log) {
        assertEquals(
                "a kernel log, but no co-processor and no driver of one speaks in it",
                read(log).reason());
    }

    @Test
    void theMostDecisiveLineCountsWhateverTheOrder() {
        String log = HELLO
                + "[    2.5] nvme-apple 111100000.nvme: ANS did not boot\n"
                + "[    2.5] nvme nvme0: Reset failure status: -62\n"
                + "[   14.1] macsmc-power macsmc-power: Emergency notification: Failed to read battery status\n";
        assertTrue(
                read(log).reason().contains("it could not read the battery's status"),
                read(log).reason());
        String said = text(read(log));
        assertTrue(said.indexOf("ANS did not boot") < said.indexOf("Reset failure status"), said);
    }

    @Test
    void whatTheDriverSaysAfterACrashIsShownWithIt() {
        ReportFile file = read(HELLO
                + "[    9.0] nvme-apple 111100000.nvme: RTKit: co-processor has crashed\n"
                + "[    9.1] nvme-apple 111100000.nvme: RTKit: Message (id=1): example\n"
                + "[    9.2] nvme-apple 111100000.nvme: RTKit crashed; unable to recover without a reboot\n"
                + "[    9.3] nvme nvme0: Reset failure status: -5\n");
        assertEquals(1, file.reports().size());
        assertEquals("example", file.reports().getFirst().site().reason());
        assertEquals(2, file.log().verdicts().size());
        assertTrue(
                text(file)
                        .contains("The storage driver gave up 9 s after boot: its co-processor has crashed and cannot"
                                + " be started again without a reboot."),
                text(file));
    }

    @Test
    void anotherMachinesDiskIsNoneOfOurs() {
        assertFalse(read("[    1.5] nvme nvme0: Reset failure status: -62\n").isRecognised());
    }

    @Test
    void aDiagnosisNamesItsMachineAndBothItsLogsAreRead() {
        ReportFile file = read("""
            # Asahi Linux System Diagnostic Dump

                Collected at:   now

            ## Device information
                Model:          Apple MacBook Air (M1, 2020)

            ## Firmware versions
                SFR:            99.1
                OS firmware:    13.5
                U-Boot:         (missing)

            ## System information
                Kernel:         6.1.0-asahi
                Kernel build:   #1

            ## Kernel log
            ```
            Apr 22 23:33:52 host kernel: nvme-apple 111100000.nvme: RTKit: Initializing (protocol version 12)
            ```

            ## Kernel log (last boot)
            ```
            Apr 22 22:33:52 host kernel: macsmc-power macsmc-power: Emergency notification: Failed to read battery status
            ```
            """);
        assertEquals(
                "{model=Apple MacBook Air (M1, 2020), system firmware=99.1, OS firmware=13.5, kernel=6.1.0-asahi}",
                file.log().system().toString());
        assertEquals(
                "No co-processor crashed. The SMC's power driver shut the machine down: it could not read the"
                        + " battery's status",
                file.reason());
        assertTrue(text(file).contains("model Apple MacBook Air (M1, 2020) system firmware 99.1"), text(file));
    }

    @Test
    void aKernelsLogNamesItsMachine() {
        ReportFile file = read("""
            [    0.000000] Linux version 6.1.0-asahi (somebody@host) (gcc) #1 SMP
            [    0.000000] Machine model: Apple Mac mini (M1, 2020)
            """ + HELLO);
        assertEquals(
                "{kernel=6.1.0-asahi, model=Apple Mac mini (M1, 2020)}",
                file.log().system().toString());
    }
}
