package org.rtkit4j.hardware.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.layout.Struct;

/// Writes the tables at the end of `docs/proxy.md`, and fails where those in the repository are others.
///
/// `./mvnw -pl hardware -am test -Dtest=ProxyDocumentTest -Drtkit.update=docs` brings them up to date.
class ProxyDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "proxy.md");
    private static final String BEGIN = "All numbers are little-endian.\n";

    @Test
    void theTablesAreWhatTheDeclarationsSay() throws IOException {
        String text = Files.readString(DOCUMENT);
        int end = text.indexOf(BEGIN) + BEGIN.length();
        assertTrue(end > BEGIN.length(), "no place for the tables");
        String expected = text.substring(0, end) + tables();
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT), "docs/proxy.md is out of date: see this test's comment");
    }

    private static String tables() {
        var text = new StringBuilder();
        append(text, Requests.ALL);
        append(text, Replies.ALL);
        append(text, List.of(Events.HEADER));
        append(text, BootArgsFormat.ALL);
        text.append("\n## Opcodes\n\n| code | name | arguments |\n|---|---|---|\n");
        for (Opcode opcode : Opcode.values()) {
            text.append("| 0x%03x | %s | %s |\n".formatted(opcode.code(), opcode, opcode.arguments()));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<Struct> structs) {
        structs.forEach(struct -> text.append('\n').append(struct.markdown()));
    }
}
