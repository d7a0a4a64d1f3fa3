package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;

class UnansweredRequestsTest {
    /// Puts rows of a mailbox (`direction endpoint message`) into a report of `coprocessor`.
    private static List<String> open(String coprocessor, String... rows) {
        var text =
                new StringBuilder("panic(cpu 0 caller 0x1): " + coprocessor + " PANIC - x - t(1)\nMailbox (0): (0)\n");
        int time = 0x100;
        for (String row : rows) {
            String[] parts = row.split(" ", -1);
            text.append("    [")
                    .append(parts[0].equals("AP") ? "RX" : "TX")
                    .append("]  ")
                    .append(parts[1]);
            text.append("  0x%016x  0x%016x\n".formatted(time++, Long.parseUnsignedLong(parts[2], 16)));
        }
        return UnansweredRequests.in(Fixtures.only(text.toString())).stream()
                .map(Unanswered::request)
                .map(request -> Long.toHexString(request.message()))
                .toList();
    }

    @Test
    void pairsCallsOfAContextFromTheInside() {
        // The outer call of 24 bytes stays open; the inner one of 1c returns. The first RETURN lies before the log.
        assertEquals(
                List.of("2400000202"),
                open("DCP", "IOP user24 242", "AP user24 2400000202", "AP user24 1c00000202", "IOP user24 242"));
    }

    @Test
    void keepsContextsApart() {
        assertEquals(
                List.of("2400000202"),
                open(
                        "DCP",
                        "AP user24 2400000202",
                        "IOP user24 1c00000002",
                        "AP user24 42",
                        "IOP user24 1400000302",
                        "AP user24 342"));
    }

    @Test
    void doesNotTakeAReturnInTheWrongDirection() {
        assertEquals(List.of("2400000202"), open("DCP", "AP user24 2400000202", "AP user24 242"));
    }

    @Test
    void pairsEchoesByEqualWord() {
        assertEquals(
                List.of("5000000000000b", "40000000000001"),
                open(
                        "DCP",
                        "IOP syslog 5000000000000a",
                        "IOP syslog 5000000000000b",
                        "AP syslog 5000000000000a",
                        "AP ioreporting 40000000000001",
                        "AP ioreporting 40000000000002",
                        "IOP ioreporting 40000000000002",
                        "IOP ioreporting 80000000000000",
                        "AP ioreporting 80000000000000"));
    }

    @Test
    void passesOverAnEchoWhoseRequestLiesBeforeTheLog() {
        assertEquals(List.of(), open("DCP", "IOP ioreporting 40000000000000", "AP syslog 5000000000000a"));
    }

    @Test
    void pairsManagement() {
        assertEquals(
                List.of("30000000000000"),
                open(
                        "SMC",
                        "IOP mgmt 100000000c000b",
                        "AP mgmt 200000000c000c",
                        "IOP mgmt 8000000000011f",
                        "AP mgmt 80000000000001",
                        "AP mgmt 60000000000220",
                        "IOP mgmt 70000000000020",
                        "AP mgmt b0000000000020",
                        "IOP mgmt b0000000000020",
                        "AP mgmt 30000000000000"));
    }

    @Test
    void asksForAnAnswerToABufferRequestWithoutAddressOnly() {
        assertEquals(
                List.of("10100000000000"),
                open(
                        "SMC",
                        "IOP crashlog 10100000000000",
                        "IOP syslog 10400010004000",
                        "IOP ioreporting 10100000000000",
                        "AP ioreporting 1010001000c000"));
    }

    @Test
    void pairsSmcCommandsById() {
        assertEquals(
                List.of("6162636400042010"),
                open(
                        "SMC",
                        "AP user01 6162636400041010",
                        "AP user01 6162636400042010",
                        "IOP user01 700018",
                        "IOP user01 41000"));
    }
}
