package org.rtkit4j.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "7000, 127.0.0.1, 7000",
        "0, 127.0.0.1, 0",
        "0.0.0.0:65535, 0.0.0.0, 65535",
        "[::1]:80, 0:0:0:0:0:0:0:1, 80"
    })
    void takesAPlaceToListen(String text, String host, int port) throws BadInputException {
        var found = HostPort.toListen("--listen", text);
        assertEquals(host, found.getAddress().getHostAddress());
        assertEquals(port, found.getPort());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '--listen: no port, which is a number from 0 to 65535: '",
        "65536, '--listen: no port, which is a number from 0 to 65535: 65536'",
        "-1, '--listen: no port, which is a number from 0 to 65535: -1'",
        "+1, '--listen: no port, which is a number from 0 to 65535: +1'",
        "99999999999, '--listen: no port, which is a number from 0 to 65535: 99999999999'",
        ":80, '--listen: not of the form HOST:PORT, or [HOST]:PORT: :80'",
        "::1:80, '--listen: not of the form HOST:PORT, or [HOST]:PORT: ::1:80'",
        "no.such.host.invalid:80, '--listen: no such host: no.such.host.invalid'"
    })
    void saysWhatIsWrong(String text, String message) {
        var refused = assertThrows(BadInputException.class, () -> HostPort.toListen("--listen", text));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '--via: not of the form HOST:PORT: 127.0.0.1'",
        "127.0.0.1:0, '--via: no port, which is a number from 1 to 65535: 0'",
        "127.0.0.1:70000, '--via: no port, which is a number from 1 to 65535: 70000'"
    })
    void connectsOnlyToAHostAndItsPort(String text, String message) {
        var refused = assertThrows(BadInputException.class, () -> HostPort.toConnect("--via", text));
        assertEquals(message, refused.getMessage());
    }
}
