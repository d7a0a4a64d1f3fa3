package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.requests.Latency;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.testkit.Corpus;
import org.rtkit4j.wire.layout.Direction;

/// The complete report of an M2's display controller. Expectations were read off the file by eye.
class RealReportTest {
    private byte[] input = {};
    private CrashReport report = Fixtures.only(Fixtures.PANIC);

    @BeforeEach
    void read() {
        input = Corpus.bytes("reports/macos-24A348-m2-dcp.panic");
        report = Fixtures.only(CrashReports.read("m2", input));
    }

    @Test
    void saysWhoCrashedWhereAndWhy() {
        assertEquals("DCP", report.origin().coprocessor());
        assertEquals("PANIC", report.site().kind().word());
        assertEquals(
                "ASSERT!AppleDCPDPTXPowerController.cpp:561 No device added after powering on the rails. HPD=0",
                report.site().reason());
        assertEquals("RTKit-2758.1.1.release", report.origin().firmware().rtkit());
        assertEquals(
                "AppleDCP-811.1.1~754-ipad14dcp.RELEASE",
                report.origin().firmware().client());
        assertEquals(
                "a1000010-2140-1ed5-a178-80d201401ed5",
                report.origin().firmware().uuid());
        assertEquals(0x46330974f9L, report.site().time());
        assertEquals(0x369000L, report.origin().aslrSlide());
        assertEquals(new TaskRef(27, "dcpav"), report.site().task());
    }

    @Test
    void readsEveryPartWithoutAWarning() {
        assertEquals(List.of(), report.warnings());
        assertEquals(10, report.site().callStack().size());
        assertEquals(new StackAddress(0x386c58), report.site().callStack().getLast());
        assertEquals(0x22dc0, report.site().callStack().getFirst().unslid(0x369000));
        assertEquals(66, report.tasks().size());
        assertEquals(
                List.of(27),
                report.tasks().stream().filter(Task::faulting).map(Task::id).toList());
        assertEquals(7, report.site().asyncErrors().size());
        assertEquals(12, report.pages().unmapped().size());
        assertEquals(
                List.of(128, 8),
                report.logs().own().stream().map(log -> log.rows().size()).toList());
    }

    @Test
    void keepsTheSectionThatNobodyUnderstands() {
        assertEquals(1, report.sections().size());
        assertEquals("Cpct", report.sections().getFirst().tag());
        assertEquals(64, report.sections().getFirst().sizeBytes());
        String data = report.sections().getFirst().dataHex();
        assertNotNull(data);
        assertEquals(128, data.length());
        assertTrue(data.startsWith("6d54435001000000"), data);
    }

    @Test
    void ordersTheApLogUpToTheNewsOfTheCrash() {
        assertNotNull(report.logs().ap());
        List<MailboxRow> rows = report.logs().ap().rows();
        assertEquals(128, rows.size());
        assertEquals(64, report.logs().ap().rotatedBy());
        for (int i = 1; i < rows.size(); i++) {
            assertTrue(rows.get(i).time() > rows.get(i - 1).time(), "row " + i);
        }
        MailboxRow newest = rows.getLast();
        assertEquals(Direction.IOP_TO_AP, newest.direction());
        assertEquals(0x01, newest.endpoint());
        assertEquals(0x0010_3008_0664_6000L, newest.message());
        assertEquals(
                "CRASHED(SIZE=3 pages, ADDRESS=0x806646000)",
                MessageDecoder.of(report).describeOnAp(newest));
        assertEquals(
                44, rows.stream().filter(row -> row.endpointWord() >>> 52 == 1).count());
    }

    @Test
    void linesUpTheClocksWithinTicks() {
        ClockOffset offset = ClockOffset.of(report);
        assertNotNull(offset);
        // The least difference of a row that the AP sent: 0x462be45c9c in mailbox 0.
        assertEquals(0x242d548a2cL, offset.ticks());
        assertEquals(0x242d5489e4L, offset.atLeast());
        assertTrue(offset.matched() > 80, "matched=" + offset.matched());
        // Three rows that an eye matches: 0x242d548b48, 0x242d548c88, 0x242d549080, each later by its latency.
        assertTrue(0x242d548b48L - offset.ticks() < 0x200);
    }

    @Test
    void findsEveryRequestAnswered() {
        assertEquals(List.of(), UnansweredRequests.in(report));
    }

    /// Worked out by hand, from the two tables of the co-processor and the AP's:
    ///
    /// - iomfb, context CMD (0x..202): the AP calls 49 times, the co-processor returns (0x242) 50 times. The rows
    ///   alternate, but for callbacks in between, and begin with a RETURN, whose call lies before the log. So all
    ///   49 are answered.
    /// - iomfb, context CB (0x..002): 5 calls of the co-processor, each directly followed by the AP's 0x42.
    /// - iomfb, ASYNC (0xb000000302): 1 call, answered by 0x342. OOBCMD: only a RETURN (0x642), the first row;
    ///   its call lies before the log.
    /// - syslog: INDEX 12 and 13, each echoed.
    /// - ioreporting: 6 polls of the AP, each echoed before the next.
    /// - the SMC, mailbox 1: 4 writes with id 0, each followed by its result.
    /// - the AP's table begins inside the co-processor's (its oldest row, a RETURN at 0x21fe8f6e20, is the
    ///   co-processor's row of 0x462be3f7c4) and holds one message more, the last: the news of the crash, which
    ///   nobody answers.
    ///
    /// So nothing was open at the crash, 49 + 5 + 1 + 2 + 6 + 4 answers have a request, and the time line has
    /// 128 + 8 + 1 messages.
    @Test
    void mergesBothLogsAndLeavesOpenWhatWasOpen() {
        TimeLine line = TimeLine.of(report);
        assertTrue(line.isMerged());
        assertEquals(List.of(), line.open());
        assertEquals(
                49 + 5 + 1 + 2 + 6 + 4,
                line.moments().stream().filter(moment -> moment.answers() >= 0).count());
        assertEquals(128 + 8 + 1, line.moments().size());
        // 84 of the AP's 128 rows are messages that stand in both, 43 are interrupts, one is the news of the crash.
        assertEquals(
                84,
                line.moments().stream()
                        .filter(moment -> moment.log() != null && moment.apTime() != null)
                        .count());
        Moment news = line.moments().getLast();
        assertEquals(0x0010_3008_0664_6000L, news.row().message());
        assertNull(news.log());
    }

    @Test
    void givesEachAnswerItsRequestAndItsLatency() {
        List<Moment> moments = TimeLine.of(report).moments();
        // The last poll: 0x463063f55c [RX] and 0x46306468ac [TX].
        Moment answer = moments.get(moments.size() - 2);
        assertEquals(0x46306468acL, answer.time());
        assertEquals(moments.size() - 3, answer.answers());
        assertEquals(0x46306468acL - 0x463063f55cL, answer.latencyTicks());
        // A call with a callback inside: 0x462be35eb8 [RX] 18..202, TX ..002, RX ..042, 0x462be368b0 [TX] ..242.
        Moment outer = moments.stream()
                .filter(moment -> moment.time() == 0x462be368b0L)
                .findFirst()
                .orElseThrow();
        assertEquals(0x462be35eb8L, moments.get(outer.answers()).time());
        Latency polls = Latency.of(TimeLine.of(report)).getLast();
        assertEquals("IOREPORT_POLL", polls.request());
        assertEquals(6, polls.count());
        assertEquals(0x462be48914L - 0x462be3c684L, polls.mostTicks());
    }

    @Test
    void readsTheSameFromADiagnosticsFile() {
        String text = new String(input, StandardCharsets.UTF_8);
        assertEquals(report.toString(), Fixtures.withoutFacts(Fixtures.only(Fixtures.ips(text))));
    }

    @Test
    void readsEveryPrefixOfTheFile() {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        var text = new StringBuilder();
        int rows = 0;
        for (int i = 0; i < lines.length; i++) {
            text.append(lines[i]).append('\n');
            ReportFile file = Fixtures.read(text.toString());
            if (i > 0) {
                CrashReport part = Fixtures.only(file);
                assertEquals(new TaskRef(27, "dcpav"), part.site().task(), "after line " + (i + 1));
                int now = part.logs().own().stream()
                        .mapToInt(log -> log.rows().size())
                        .sum();
                assertTrue(now >= rows, "after line " + (i + 1));
                rows = now;
            }
        }
        assertEquals(136, rows);
    }
}
