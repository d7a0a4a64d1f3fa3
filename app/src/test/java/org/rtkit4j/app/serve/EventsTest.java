package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.emulator.profile.Profile;

/// The server's events, as a page hears them.
class EventsTest {
    private static final int TIMEOUT_MILLIS = 60_000;

    @Test
    void tellStateMessagesKindsAndWhatTheFirmwareLogs() throws Exception {
        try (var served = Served.start("generic");
                var socket = listen(served)) {
            String told =
                    readUntil(socket, text -> text.contains("Example firmware up") && text.contains("event: messages"));
            for (String part : new String[] {
                "text/event-stream",
                "event: hello\ndata: {\"startedMillis\":",
                "\"name\":\"generic\"",
                "\"context\":\"main.c:245\"",
                "\"fromAp\":false,\"name\":\"HELLO\""
            }) {
                assertTrue(told.contains(part), part + "\n" + told);
            }
        }
    }

    @Test
    void tellOfACrashAndOfTheRestartAfterIt() throws Exception {
        try (var served = Served.start("generic");
                var socket = listen(served)) {
            readUntil(socket, text -> text.contains("up: protocol version=12"));
            RawHttp done = RawHttp.post(
                    served.port(),
                    "/api/coprocessors/generic/assert",
                    new byte[0],
                    "Host: localhost:" + served.port(),
                    "Origin: http://localhost:" + served.port());
            assertTrue(done.status() == 200, done.text());
            String told = readUntil(socket, text -> text.contains("\"crashes\":1") && text.contains("\"restarts\":1"));
            assertTrue(told.contains("the co-processor has crashed"), told);
        }
    }

    @Test
    void tellHowBrightItIsAsLongAsTheSensorReports() throws Exception {
        try (var served = Served.start("aop");
                var socket = listen(served)) {
            readUntil(socket, EventsTest::isBright);
            RawHttp done = RawHttp.post(
                    served.port(),
                    "/api/coprocessors/aop/crash",
                    new byte[0],
                    "Host: localhost:" + served.port(),
                    "Origin: http://localhost:" + served.port());
            assertEquals(200, done.status(), done.text());
            readUntil(socket, text -> text.contains("\"light\":{\"lux\":null}"));
            readUntil(socket, EventsTest::isBright);
        }
    }

    private static boolean isBright(String text) {
        return Pattern.compile("\"light\":\\{\"lux\":[0-9.]+}").matcher(text).find();
    }

    static List<String> generations() {
        return Profile.generations();
    }

    @ParameterizedTest
    @MethodSource("generations")
    void firmwareOfEveryYearComesUpOnThePage(String profile) throws Exception {
        try (var served = Served.start(profile);
                var socket = listen(served)) {
            String told = readUntil(socket, text -> text.contains("up: protocol version=12"));
            assertTrue(told.contains("\"name\":\"" + profile + "\""), told);
        }
    }

    @Test
    void aCoprocessorThatIsNotOursIsLeftAsItIsUntilSomebodyStartsIt() throws Exception {
        try (var served = Served.start("smc", "--via", "emulator:smc");
                var socket = listen(served)) {
            String told = readUntil(socket, text -> text.contains("event: messages"));
            assertTrue(told.contains("\"emulated\":false,\"state\":\"offline\",\"phase\":\"stopped\""), told);
            String host = "Host: localhost";
            RawHttp start = RawHttp.post(
                    served.port(), "/api/coprocessors/smc/start", new byte[0], host, "Origin: http://localhost");
            assertTrue(start.status() == 200, start.text());
            readUntil(socket, text -> text.contains("\"state\":\"running\""));
            RawHttp exercise = RawHttp.post(
                    served.port(), "/api/coprocessors/smc/exercise", new byte[0], host, "Origin: http://localhost");
            assertTrue(exercise.status() == 409, exercise.text());
        }
    }

    @Test
    void aCaptureHasWhatTheEmulatedOnesSaidUntilTheirShutdown(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("page.pcapng");
        try (var served = Served.start("ans", "smc", "--capture", file.toString(), "--capture-memory");
                var socket = listen(served)) {
            readUntil(socket, text -> text.split("up: protocol version=12", -1).length == 3);
        }
        String decoded = Cli.run("capture", "decode", file.toString()).out();
        for (String name : new String[] {"ans", "smc"}) {
            for (String said : new String[] {"HELLO(", "EPMAP(", "SET_AP_PWR(STATE=QUIESCED)", "memory"}) {
                assertTrue(
                        decoded.lines().anyMatch(line -> line.contains(" " + name + " ") && line.contains(said)),
                        name + ": " + said + "\n" + decoded);
            }
        }
    }

    @Test
    void onePageTooManyTakesThePlaceOfTheOldestWhichIsTold() throws Exception {
        try (var served = Served.start("generic");
                var oldest = listen(served)) {
            readUntil(oldest, text -> text.contains("event: units"));
            List<Socket> others = new ArrayList<>();
            try {
                for (int i = 0; i < 16; i++) {
                    others.add(listen(served));
                }
                readUntil(oldest, text -> text.endsWith("event: dismissed\ndata: null\n\n"));
                assertEquals(-1, oldest.getInputStream().read());
                for (Socket other : others) {
                    readUntil(other, text -> text.contains("event: units"));
                }
            } finally {
                for (Socket other : others) {
                    other.close();
                }
            }
        }
    }

    static Socket listen(Served served) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    static String readUntil(Socket socket, Predicate<String> isEnough) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        var buffer = new byte[1 << 14];
        while (!isEnough.test(text.toString())) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new AssertionError("the events have ended:\n" + text);
            }
            text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
