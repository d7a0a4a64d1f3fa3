package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.forensics.Fixtures.only;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.Warning;

/// Reports that were scanned, pasted and cut: a number that cannot be trusted is left out with a warning, and no other
/// number takes its place.
class DamagedReportTest {
    /// Numbers that are printed with all their digits, outside the head of the report.
    private static final Pattern WIDE = Pattern.compile(
            "(?<=[ |\\[])(?<!Panicked task )(0x[0-9a-f]{16}|0{18}|(?<=CTRL[ :=]{1,3})0x[0-9a-f]{8})(?![0-9a-f])");

    private static final Pattern LINUX_WIDE = Pattern.compile("(?<=[ @])([0-9a-f]{16}|(?<=@)[0-9a-f]{8})(?=[ :\\n])");

    private static final String BODY = Fixtures.PANIC.substring(Fixtures.PANIC.indexOf("RTKit:"));
    private static final String HEAD = Fixtures.PANIC.substring(0, Fixtures.PANIC.indexOf("RTKit:"));

    /// The one device of the Linux log whose lines hold all kinds of numbers.
    private static final String LINUX = Stream.of(Fixtures.LINUX.split("\n", -1))
            .filter(line -> line.contains("dcp:"))
            .reduce("", (all, line) -> all + line + "\n");

    @Test
    void aNumberThatLostADigitIsLeftOut() {
        damageEachDigit(WIDE, BODY, HEAD, digit -> "", false);
        damageEachDigit(LINUX_WIDE, LINUX, "", digit -> "", false);
    }

    @Test
    void aNumberThatABlankTearsApartIsLeftOut() {
        damageEachDigit(WIDE, BODY, HEAD, digit -> digit + " ", false);
        damageEachDigit(LINUX_WIDE, LINUX, "", digit -> digit + " ", false);
    }

    @Test
    void aNumberWithAnExtraDigitIsLeftOut() {
        damageEachDigit(WIDE, BODY, HEAD, digit -> digit + digit, false);
        damageEachDigit(LINUX_WIDE, LINUX, "", digit -> digit + digit, false);
    }

    @Test
    void capitalsAmongSmallLettersAreNotTakenForDigits() {
        damageEachDigit(WIDE, BODY.replace("ff00", "8f08"), HEAD, digit -> digit.equals("8") ? "B" : digit, false);
        String text = HEAD + BODY.replace("0x0000000000102abc", "0x0000000000B02abc");
        assertEquals(1, only(text).site().callStack().size());
        assertTrue(warnings(only(text)).contains("address of the call stack not readable: 0x0000000000B02abc"));
    }

    @Test
    void lettersThatAScanMadeOfDigitsAreThoseAgain() {
        UnaryOperator<String> letters = digit -> digit.equals("0") ? "O" : digit.equals("1") ? "l" : digit;
        damageEachDigit(WIDE, BODY, HEAD, letters, true);
        damageEachDigit(LINUX_WIDE, LINUX, "", letters, true);
    }

    /// Changes each digit of each number in turn.
    ///
    /// @param mends whether the result must be the same; else it may lack numbers, but must not have others
    private static void damageEachDigit(
            Pattern numbers, String body, String head, UnaryOperator<String> damage, boolean mends) {
        CrashReport whole = only(head + body);
        Set<String> all = values(whole);
        int tried = 0;
        Matcher number = numbers.matcher(body);
        while (number.find()) {
            // A head `0x` is no digit, and an 18th zero more or less is zero still.
            int from = number.group(1).startsWith("0x") ? number.start(1) + 2 : number.start(1);
            for (int at = from; at < number.end(1); at++) {
                String digit = body.substring(at, at + 1);
                String damaged = body.substring(0, at) + damage.apply(digit) + body.substring(at + 1);
                if (!damaged.equals(body)) {
                    check(only(head + damaged), all, whole, number.group(1) + " at " + at, mends);
                    tried++;
                }
            }
        }
        assertTrue(tried > 20, "tried=" + tried);
    }

    private static void check(CrashReport report, Set<String> all, CrashReport whole, String what, boolean mends) {
        Set<String> values = values(report);
        Set<String> wrong = new HashSet<>(values);
        wrong.removeAll(all);
        assertEquals(Set.of(), wrong, what);
        if (mends) {
            assertEquals(all, values, what);
        }
        boolean isSame = values.equals(all) && !mends;
        assertTrue(isSame || !warnings(report).equals(warnings(whole)), "no warning: " + what);
    }

    /// Everything in a report that came from a number, with the place where it stands.
    private static Set<String> values(CrashReport report) {
        Set<String> values = new HashSet<>();
        values.add("time " + report.site().time());
        values.add("slide " + report.origin().aslrSlide());
        values.remove("time null");
        values.remove("slide null");
        addresses("call stack", report.site().callStack(), values);
        for (Task task : report.tasks()) {
            addresses("task " + task.id(), task.stack(), values);
        }
        report.site().asyncErrors().forEach((name, value) -> values.add(name + "=" + Long.toHexString(value)));
        for (MailboxLog log : report.logs().own()) {
            log.controls().forEach((name, value) -> values.add(name + "=" + value));
            rows("mailbox " + log.index(), log.rows(), values);
        }
        if (report.logs().ap() != null) {
            rows("AP", report.logs().ap().rows(), values);
            report.logs().ap().state().forEach((name, value) -> values.add(name + "=" + decoded(value)));
        }
        report.pages().unmapped().forEach(range -> values.add(range.toString()));
        RegisterDump dump = report.site().registers();
        if (dump != null) {
            dump.values().forEach((name, value) -> values.add(name + "=" + Long.toHexString(value)));
        }
        return values;
    }

    private static String decoded(String value) {
        return value.replace('O', '0').replace('l', '1');
    }

    private static void addresses(String where, List<StackAddress> stack, Set<String> values) {
        stack.forEach(address -> values.add(where + " " + Long.toHexString(address.address())));
    }

    private static void rows(String where, List<MailboxRow> rows, Set<String> values) {
        rows.forEach(row -> values.add(where + " " + row));
    }

    private static List<String> warnings(CrashReport report) {
        return report.warnings().stream().map(Warning::text).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 72, 80, 100, 120})
    void readsATextThatWasWrappedAtAColumn(int column) {
        assertEquals(values(only(Fixtures.PANIC)), values(only(wrapped(Fixtures.PANIC, column))));
        assertEquals(values(only(LINUX)), values(only(wrapped(LINUX, column))));
    }

    private static String wrapped(String text, int column) {
        var out = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            for (int at = 0; at == 0 || at < line.length(); at += column) {
                out.append(line, at, Math.min(line.length(), at + column)).append('\n');
            }
        }
        return out.toString();
    }

    @Test
    void readsRowsThatWereWrappedBetweenWords() {
        String text = Fixtures.PANIC
                .replaceAll("(\\[[RT]X\\] +\\w+  0x[0-9a-f]{16})  ", "$1\n  ")
                .replaceAll("( \\| \\[[RT]X\\] \\| 0x[0-9a-f]{16}) ", "$1\n");
        assertNotEquals(Fixtures.PANIC, text);
        assertEquals(values(only(Fixtures.PANIC)), values(only(text)));
    }

    @Test
    void keepsLineNumbersWhereItJoinedLines() {
        String text = wrapped(
                Fixtures.PANIC.replace(
                        "[TX]        user24  0x00000004ff000500", "[TX]        user24  0x00000004ff00050"),
                80);
        int line = 1 + text.substring(0, text.indexOf("0x00000004ff00050 ")).split("\n", -1).length - 1;
        assertEquals(
                List.of("line " + line),
                only(text).warnings().stream()
                        .filter(warning -> warning.text().startsWith("mailbox row torn"))
                        .map(Warning::where)
                        .toList());
    }

    @Test
    void readsWithoutColonsAndWithTypographicQuotesAndBlanks() {
        String bare = Fixtures.PANIC
                .replace("Time: 0", "Time 0")
                .replace("ASLR slide:", "ASLR slide")
                .replace("Call Stack:", "Call Stack")
                .replace("!UUID:", "!UUID")
                .replace("Task List:", "Task List");
        assertEquals(values(only(Fixtures.PANIC)), values(only(bare)));
        assertEquals(
                only(Fixtures.PANIC).origin().firmware(), only(bare).origin().firmware());
        assertEquals(values(only(Fixtures.PANIC)), values(only(Fixtures.PANIC.replace("  ", "\u00a0\u2007"))));
        String quoted = Fixtures.ips(Fixtures.PANIC).replace('"', '\u201d');
        assertEquals(values(only(Fixtures.PANIC)), values(only(quoted)));
    }

    @Test
    void readsAReportThatLostItsHead() {
        CrashReport tail = only(Fixtures.PANIC.substring(Fixtures.PANIC.indexOf("[RX]   ioreporting")));
        assertEquals("unknown", tail.origin().coprocessor());
        assertEquals(7, tail.logs().own().getFirst().rows().size());
        assertEquals(10, tail.logs().ap().rows().size());
        assertTrue(warnings(tail).contains("the head of the report is missing: it begins inside it"));
    }

    @Test
    void doesNotGiveATaskTheStackOfOneWhoseRowIsDamaged() {
        String text = Fixtures.PANIC.replace("51 iomfb_mailbox ", "S1 iomfb_mailbox ");
        List<Task> tasks = new ArrayList<>(only(text).tasks());
        assertEquals(List.of(0, 9, 53), tasks.stream().map(Task::id).toList());
        assertEquals(List.of(), tasks.get(1).stack());
        assertEquals(0x100040, tasks.get(2).stack().getFirst().address());
        assertTrue(warnings(only(text)).stream().anyMatch(warning -> warning.startsWith("task row not readable: S1")));
    }

    @Test
    void refusesAUuidThatIsNone() {
        CrashReport report = only(Fixtures.PANIC.replace("00112233-4455", "0011223-4455"));
        assertEquals(null, report.origin().firmware().uuid());
        assertTrue(warnings(report).contains("UUID not readable: 0011223-4455-6677-8899-aabbccddeeff"));
        CrashReport scanned = only(Fixtures.PANIC.replace("00112233-4455", "OOl12233-4455"));
        assertEquals(
                "00112233-4455-6677-8899-aabbccddeeff",
                scanned.origin().firmware().uuid());
    }

    @Test
    void saysThatAnswersMayStandInRowsThatWereTorn() {
        CrashReport report = only(Fixtures.PANIC.replace("0x00000004ff001100", "0x00000004ff00l1"));
        assertEquals("1", report.details().get(CrashReport.TORN_ROWS));
    }

    @Test
    void readsADumpWhoseBlanksWereCollapsed() {
        assertEquals(values(only(LINUX)), values(only(LINUX.replaceAll(" +", " "))));
    }
}
