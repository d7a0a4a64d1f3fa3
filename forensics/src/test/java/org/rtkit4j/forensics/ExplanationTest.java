package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Part;
import org.rtkit4j.forensics.explain.Style;

class ExplanationTest {
    private static final Explanation PLAIN = Explanation.with(Style.PLAIN, false);

    private static String explain(String text) {
        return PLAIN.of(Fixtures.read(text));
    }

    private static void assertSays(String text, String words) {
        String unwrapped = text.replaceAll("\\s+", " ");
        assertTrue(unwrapped.contains(words), text);
    }

    @Test
    void beginsWithWhoWhichFirmwareWhereAndWhy() {
        String text = explain(Fixtures.PANIC);
        assertTrue(text.startsWith("The controller of an external display (DCPEXT0) crashed: its firmware"), text);
        assertSays(
                text,
                "InventedExt-1.2~3-modelx.RELEASE, on RTKit-9001.2.3.release, stopped in its task invented_task (9)");
        assertSays(text, "at Invented.cpp line 77");
        assertSays(text, "How sure: certain.");
    }

    @Test
    void showsTheEvidence() {
        String text = explain(Fixtures.PANIC);
        assertSays(text, "0 0x1000 0x101000");
        assertSays(text, "mmu_err_sts = 0x7");
        assertSays(text, "AKF_AP_OUTBOX_CTRL = 0x10001: queue full");
        assertSays(text, "Stuck: mailbox 0 with the AP (OUTBOX not ready).");
        assertSays(text, "The AP heard of the crash by CRASHED(SIZE=2 pages, ADDRESS=0x812345000)");
        assertSays(text, "Requests that were never answered: 2");
        assertSays(text, "Cinv version 1.0, 32 bytes 41424344 01000000");
        assertFalse(text.contains("could not be read"), text);
    }

    @Test
    void placesTheApLogOnTheCoprocessorsClock() {
        // 0x201100010 + 0x2ff000010 - 0x500000000 = 0x100020 = 1,048,608 ticks, at 24 MHz 43,692 microseconds.
        assertSays(explain(Fixtures.PANIC), "0.043692 IOP → AP 01 crashlog 0010200812345000");
    }

    @Test
    void readsACauseOffTheRegisters() {
        String text = PLAIN.of(Fixtures.read(Fixtures.LINUX).reports().getFirst());
        assertSays(text, "The instruction at 0x1234c wrote to 0x0: Translation fault, level 1.");
        assertSays(text, "looks like a null pointer");
        assertSays(text, "EC [31:26] 0x25 Data Abort without a change in Exception level");
    }

    @Test
    void showsTheNewestRowsOfALongLogUnlessAskedForAll() {
        var log = new StringBuilder("a 1.dcp: RTKit: Mailbox history (type = 0, index = 0)\n");
        IntStream.range(0, 50)
                .forEach(i ->
                        log.append("a 1.dcp: RTKit:  #000@%08x: 0000000000000002 0050000000000003\n".formatted(i)));
        String text = explain(log.toString());
        assertSays(text, "... 30 older, --all shows them");
        assertEquals(
                20, text.lines().filter(line -> line.contains("LOG(INDEX=3)")).count());
        String all = Explanation.with(Style.PLAIN, true).of(Fixtures.read(log.toString()));
        assertEquals(
                50, all.lines().filter(line -> line.contains("LOG(INDEX=3)")).count());
    }

    @Test
    void explainsEachTermOnce() {
        String text = explain(Fixtures.PANIC);
        assertEquals(1, text.split("Endpoint: a numbered channel", -1).length - 1);
        assertEquals(1, text.split("AP: the application processor", -1).length - 1);
    }

    @Test
    void staysWithinAHundredColumns() {
        for (String input : new String[] {Fixtures.PANIC, "x", "{}"}) {
            explain(input).lines().forEach(line -> assertTrue(line.length() <= 112, line));
        }
    }

    @Test
    void marksOnlyWhereAsked() {
        assertFalse(explain(Fixtures.PANIC).contains("\u001b"));
        assertTrue(Explanation.with(Style.ANSI, false)
                .of(Fixtures.read(Fixtures.PANIC))
                .contains("\u001b[1m"));
    }

    @Test
    void saysWhyThereIsNoCrash() {
        assertTrue(explain("").startsWith("The file is empty."));
        assertTrue(explain("hello").startsWith("No crash report of a co-processor: "));
        String log = explain("""
            macsmc 5.smc: RTKit: Initializing (protocol version 12)
            macsmc 5.smc: RTKit buffer request outside SRAM region: [0x1, 0x2]
            """);
        assertTrue(log.startsWith("A kernel log with RTKit lines, but no co-processor crashed in it."), log);
        assertSays(log, "The system management controller (SMC), device macsmc 5.smc started, protocol version 12");
        assertSays(log, "problem: RTKit buffer request outside SRAM region: [0x1, 0x2]");
    }

    @Test
    void whatStoppedStandsInTheOrderOfTheFile() {
        String panic =
                "panic(cpu 1 caller 0xfffffe0011112222): Kernel data abort. at pc 0x1\nDebugger message: panic\n\n";
        for (String file : List.of(panic + Fixtures.PANIC + panic, Fixtures.PANIC + panic, panic + Fixtures.LINUX)) {
            String text = explain(file);
            boolean isPanicFirst = text.indexOf("accessed memory") < text.indexOf("crashed: its firmware");
            assertEquals(file.startsWith(panic), isPanicFirst, text);
        }
    }

    @Test
    void namesWhatCouldNotBeRead() {
        String text = explain(Fixtures.PANIC.replace("0x00000004ff001020  0x0040000000000000", "torn"));
        assertSays(text, "What could not be read, or had to be guessed - line 40: mailbox row torn");
    }

    @Test
    void aScreenfulHasTheAnswerAndWhatDecides() {
        String text = PLAIN.wrappedTo(80).briefly().of(Fixtures.read(Fixtures.PANIC));
        assertTrue(text.lines().count() <= 45, text);
        text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        assertSays(text, "at Invented.cpp line 77");
        assertSays(text, "Call stack, innermost first, without the slide 0x1000");
        assertSays(text, "0.043692 IOP → AP crashlog CRASHED");
        assertSays(text, "if the counter runs at 24 MHz");
        assertSays(text, "More: --all");
    }

    @Test
    void nothingIsSaidTwice() {
        for (String text :
                new String[] {explain(Fixtures.PANIC), PLAIN.briefly().of(Fixtures.read(Fixtures.PANIC))}) {
            assertEquals(1, text.replaceAll("\\s+", " ").split("Invented.cpp line 77", -1).length - 1, text);
            assertEquals(1, text.split("stopped", -1).length - 1, text);
        }
    }

    @Test
    void onePartStandsAlone() {
        String tasks = PLAIN.only(EnumSet.of(Part.TASKS)).of(Fixtures.read(Fixtures.PANIC));
        assertTrue(tasks.strip().startsWith("Tasks of the firmware: "), tasks);
        assertFalse(tasks.contains("Mailbox"), tasks);
        String none = PLAIN.only(EnumSet.of(Part.SYSLOG)).of(Fixtures.read(Fixtures.PANIC));
        assertEquals("The report has nothing of that.", none.strip());
    }
}
