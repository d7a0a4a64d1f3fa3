package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.smc.Tools;

/// What is to be seen on an emulated screen, over HTTP.
class ScreensTest {
    private static final String HOST = "Host: localhost";

    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.start("dcp", "smc");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aPictureComesUpByItselfAndFollowsTheMonitor() throws Exception {
        assertEquals("320x207", Tools.await(() -> seen("?width=320"), size -> !size.isEmpty()));
        assertEquals(200, order("unplug"));
        Tools.await(() -> seen(""), String::isEmpty);
        assertEquals(200, order("plug?monitor=fail-safe"));
        assertEquals("640x480", Tools.await(() -> seen(""), size -> !size.isEmpty()));
    }

    @Test
    void whateverIsPluggedInLastIsShownHoweverFastMonitorsAreExchanged() throws Exception {
        Tools.await(() -> seen("?width=32"), size -> !size.isEmpty());
        for (int i = 0; i < 60; i++) {
            order("unplug");
            order("plug?monitor=" + (i % 2 == 0 ? "fail-safe" : "full-hd"));
        }
        assertEquals("1920x1080", Tools.await(() -> seen(""), "1920x1080"::equals));
        order("plug?monitor=fail-safe");
        assertEquals("640x480", Tools.await(() -> seen(""), "640x480"::equals));
    }

    @Test
    void aMonitorPulledOutBetweenTwoQuestionsIsNoEnd(@TempDir Path folder) throws Exception {
        Path profile = Files.writeString(folder.resolve("odd.properties"), """
                extends = dcp
                display.monitor = fail-safe
                display.hazards = empty-modes
                """);
        served.close();
        served = Served.start(profile.toString());
        assertEquals("640x480", Tools.await(() -> seen("", "odd"), "640x480"::equals));
    }

    /// Of a port the page switches the lines on, too, and again after a crash; both displays are seen beside each
    /// other.
    @Test
    void aPictureComesUpBehindAPort() throws Exception {
        served.close();
        served = Served.start("dcp", "dcpext");
        Tools.await(() -> seen("?width=64", "dcp"), "64x41"::equals);
        Tools.await(() -> seen("", "dcpext"), "1920x1080"::equals);
        assertEquals(200, post("/api/coprocessors/dcpext/unplug"));
        Tools.await(() -> seen("", "dcpext"), String::isEmpty);
        assertEquals(200, post("/api/coprocessors/dcpext/plug?monitor=fail-safe"));
        Tools.await(() -> seen("", "dcpext"), "640x480"::equals);
        assertEquals(200, post("/api/coprocessors/dcpext/crash"));
        Tools.await(() -> String.valueOf(status("/api/crashes/dcpext/text")), "200"::equals);
        assertEquals(200, post("/api/coprocessors/dcpext/plug?monitor=full-hd"));
        Tools.await(() -> seen("", "dcpext"), "1920x1080"::equals);
        assertEquals("64x41", seen("?width=64", "dcp"));
    }

    @Test
    void ofSeveralOrdersTheLastOneHolds() throws Exception {
        Tools.await(() -> seen("?width=32"), size -> !size.isEmpty());
        for (int i = 0; i < 4; i++) {
            order("stop");
            order("start");
            Tools.await(() -> seen("?width=32"), size -> !size.isEmpty());
            order("restart");
            order("restart");
            order("restart");
            Tools.await(() -> seen("?width=32"), size -> !size.isEmpty());
        }
    }

    @Test
    void itComesBackAfterACrash() throws Exception {
        Tools.await(() -> seen("?width=32"), size -> !size.isEmpty());
        assertEquals(200, order("plug?monitor=fail-safe"));
        Tools.await(() -> seen(""), "640x480"::equals);
        assertEquals(200, order("crash"));
        String log = Tools.await(() -> String.valueOf(status("/api/crashes/dcp/text")), "200"::equals);
        assertEquals("200", log);
        Tools.await(() -> seen(""), "640x480"::equals);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        assertEquals(404, status("/api/screens/smc"));
        assertEquals(404, status("/api/screens/none"));
        assertEquals(400, status("/api/screens/dcp?width=0"));
        assertEquals(400, order("plug?monitor=tv"));
        assertEquals(409, post("/api/coprocessors/smc/unplug"));
        assertTrue(status("/api/screens/dcp?width=1") != 500);
    }

    /// Returns the size of the picture, or nothing where the screen is dark.
    private String seen(String query) throws Exception {
        return seen(query, "dcp");
    }

    private String seen(String query, String name) throws Exception {
        RawHttp answer = RawHttp.get(served.port(), "/api/screens/" + name + query, HOST);
        if (answer.status() == 404) {
            return "";
        }
        String body = answer.latin1().substring(answer.latin1().indexOf("\r\n\r\n") + 4);
        ByteBuffer png = ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1));
        return png.getInt(16) + "x" + png.getInt(20);
    }

    private int status(String path) throws Exception {
        return RawHttp.get(served.port(), path, HOST).status();
    }

    private int order(String order) throws Exception {
        return post("/api/coprocessors/dcp/" + order);
    }

    private int post(String path) throws Exception {
        return RawHttp.post(served.port(), path, new byte[0], HOST, "Origin: http://localhost")
                .status();
    }
}
