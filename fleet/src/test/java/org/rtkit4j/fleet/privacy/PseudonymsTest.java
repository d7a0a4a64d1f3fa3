package org.rtkit4j.fleet.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A name depends on the salt and on what it stands for, and on nothing else.
class PseudonymsTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a salt for tests".getBytes(StandardCharsets.UTF_8));

    /// By Python's `hmac`, of `device`, a zero and the key.
    private static final String DEVICE = "0b7c7eaef932fd308e4de05d47e3830e";

    private static final String FILE = "53977746535b0254f41f74b9e601bc14";

    @Test
    void isHalfOfWhatHmacMakes() {
        assertEquals(DEVICE, PSEUDONYMS.device("00AA-BB"));
        assertEquals(FILE, PSEUDONYMS.file("/a/b.ips"));
    }

    @Test
    void isTheSameOnEveryThread() {
        List<String> expected =
                IntStream.range(0, 2000).mapToObj(i -> PSEUDONYMS.file("/" + i)).toList();
        assertEquals(
                expected,
                IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(i -> PSEUDONYMS.file("/" + i))
                        .toList());
    }

    /// It goes to executors, as it is and after it was used.
    @Test
    void isTheSameWhereverItWasSent() throws Exception {
        PSEUDONYMS.check();
        var sent = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(sent)) {
            out.writeObject(PSEUDONYMS);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertEquals(FILE, ((Pseudonyms) in.readObject()).file("/a/b.ips"));
        }
    }
}
