package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;

/// `rtkit emulate --live`: the page of a Mac that another program drives.
class WatchedMacTest {
    @TempDir
    private Path folder;

    @Test
    void thePageHasWhatAnotherProgramSaysAndTheCaptureToo() throws Exception {
        Path capture = folder.resolve("mac.pcapng");
        String pty = "pty:" + folder.resolve("mac");
        try (var served = Served.command(
                        "emulate", "--proxy", pty, "--profile", "smc", "--live", "0", "--capture", capture.toString());
                var socket = EventsTest.listen(served)) {
            assertEquals(
                    0, Cli.run("smc", "read", "BUIC", "--via", "m1n1:" + pty).status());
            EventsTest.readUntil(
                    socket,
                    text -> text.contains("\"protocolVersion\":12")
                            && text.contains("\"name\":\"HELLO\"")
                            && text.contains("\"fromAp\":true,\"name\":\"SMC_INITIALIZE\"")
                            && text.contains("the machine was switched on"));
            RawHttp refused = RawHttp.post(
                    served.port(),
                    "/api/coprocessors/smc/start",
                    new byte[0],
                    "Host: localhost:" + served.port(),
                    "Origin: http://localhost:" + served.port());
            assertEquals(409, refused.status(), refused.text());
            assertTrue(refused.text().contains("another program drives it: coprocessor=smc"), refused.text());
        }
        var decoded = Cli.run("capture", "decode", capture.toString());
        assertTrue(decoded.out().contains("SMC_INITIALIZE"), decoded::toString);
    }

    /// Who drives the display hears what a hand at the page does.
    @Test
    void aMonitorIsPulledOutAndPutBackWhoeverDrivesTheDisplay() throws Exception {
        String pty = "pty:" + folder.resolve("mac");
        try (var served = Served.command("emulate", "--proxy", pty, "--profile", "dcp", "--live", "0");
                var socket = EventsTest.listen(served)) {
            assertEquals("3024x1964@60", firstMode(pty));
            EventsTest.readUntil(socket, text -> text.contains("\"monitor\":\"Example Panel\",\"mode\":null"));
            assertEquals(200, order(served, "unplug").status());
            Cli none = Cli.run("display", "modes", "--via", "m1n1:" + pty);
            assertEquals(1, none.status(), none::toString);
            assertTrue(none.err().contains("no monitor"), none::toString);
            EventsTest.readUntil(socket, text -> text.contains("\"monitor\":null"));
            assertEquals(200, order(served, "plug?monitor=full-hd").status());
            assertEquals("1920x1080@60", firstMode(pty));
            assertEquals(400, order(served, "plug?monitor=tv").status());
        }
    }

    /// The same by commands, of one display of two.
    @Test
    void aHandAtTheCommandLinePlugsAndUnplugs() throws Exception {
        String pty = "pty:" + folder.resolve("mac");
        try (var served = Served.command("emulate", "--proxy", pty, "--profile", "dcp,dcpext", "--live", "0");
                var socket = EventsTest.listen(served)) {
            String to = served.origin();
            assertEquals(said(0, ""), display("plug full-hd --to " + to));
            EventsTest.readUntil(socket, text -> text.contains("\"monitor\":\"Example 24\",\"mode\":null"));
            assertEquals("1920x1080@60", firstMode(pty));
            assertEquals(said(0, ""), display("unplug --to " + to));
            assertEquals(said(1, "display: no monitor is plugged in"), display("modes --via m1n1:" + pty));
            assertEquals(said(0, ""), display("plug notebook --to " + to));
            assertEquals("3024x1964@60", firstMode(pty));
            assertEquals(said(0, ""), display("plug none --of dcpext --to " + to));
            assertEquals(
                    said(1, "display: no monitor is plugged in"),
                    display("modes --of dcpext --port 0:2:0 --via m1n1:" + pty));
            assertEquals("3024x1964@60", firstMode(pty));
            String page = to + "/: ";
            assertEquals(
                    said(1, page + "no such co-processor: name=dcpext7"), display("unplug --of dcpext7 --to " + to));
            assertEquals(
                    said(2, "tv: no such monitor, there are [notebook, full-hd, ultra-hd, fail-safe] and none"),
                    display("plug tv --to " + to));
        }
    }

    @Test
    void aHandThatFindsNoPageSaysWhere() throws Exception {
        assertEquals(said(1, "http://127.0.0.1:1/: Connection refused"), display("unplug --to 127.0.0.1:1"));
        String example = "--to is the address of a page, http://127.0.0.1:9140/ for example: ";
        for (String to : List.of("ftp://127.0.0.1/", "http://127.0.0.1/page", "http://127.0.0.1/?token=a&b")) {
            assertEquals(said(2, example + to), display("unplug --to " + to));
        }
        try (var served = Served.start("smc", "dcp", "--token")) {
            String refused =
                    served.origin() + "/: a token is needed here: open the address that `rtkit serve` has printed";
            assertEquals(said(1, refused), display("unplug --to " + served.origin()));
            assertEquals(said(0, ""), display("unplug --to " + served.address()));
            assertEquals(
                    said(1, served.origin() + "/: it has no emulated screen: coprocessor=smc"),
                    display("unplug --of smc --to " + served.address()));
        }
    }

    private static String said(int status, String err) {
        return "%d %s".formatted(status, err.isEmpty() ? "" : "rtkit: " + err + "\n");
    }

    private static String display(String words) {
        Cli said = Cli.run(("display " + words).split(" "));
        assertEquals("", said.out());
        return "%d %s".formatted(said.status(), said.err());
    }

    private static String firstMode(String pty) {
        Cli modes = Cli.run("display", "modes", "--via", "m1n1:" + pty);
        assertEquals(0, modes.status(), modes::toString);
        return modes.out().lines().findFirst().orElseThrow();
    }

    private static RawHttp order(Served served, String order) throws Exception {
        return RawHttp.post(
                served.port(),
                "/api/coprocessors/dcp/" + order,
                new byte[0],
                "Host: localhost:" + served.port(),
                "Origin: http://localhost:" + served.port());
    }

    @Test
    void thePageIsForThisComputerAlone() {
        var run = Cli.run("emulate", "--proxy", "tcp:0", "--live", "0.0.0.0:0", "--for", "1");
        assertEquals(2, run.status(), run::toString);
        assertTrue(run.err().contains("--live is for this computer alone: 0.0.0.0:0"), run::toString);
    }
}
