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
        numbers(text);
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

    // All that a host needs beside the frames.
    private static void numbers(StringBuilder text) {
        text.append("\n#### Numbers\n\n| what | value | |\n|---|---|---|\n");
        number(text, "marker", FrameType.MARKER, "the low 24 bits of every frame's TYPE");
        for (FrameType type : FrameType.values()) {
            number(text, "TYPE of " + type, type.word(), "");
        }
        for (FrameStatus status : FrameStatus.values()) {
            text.append("| STATUS %s | %d | %s |\n".formatted(status, status.code(), status.meaning()));
        }
        number(text, "checksum of no bytes", Checksum.finish(Checksum.START), "0xdeadbeef ^ 0xaddedbad");
        number(text, "checksum of the byte 0", Checksum.of(new byte[1], 0, 1), "each byte b: sum * 31337 + (b ^ 0x5a)");
        number(
                text,
                "feature DISABLE_DATA_CHECKSUMS",
                (int) ProxyFeatures.DISABLE_DATA_CHECKSUMS,
                "offered and answered with NOP; never on serial lines");
        number(text, "NO_CHECKSUM", ProxyFeatures.NO_CHECKSUM, "stands for a block's checksum then");
        number(text, "END_OF_DATA", ProxyFeatures.END_OF_DATA, "follows each block then");
        text.append("| CALL_STATUS of an unknown opcode | %d | |\n".formatted(Replies.UNKNOWN_OPCODE));
    }

    private static void number(StringBuilder text, String what, int value, String meaning) {
        text.append("| %s | 0x%08x | %s |\n".formatted(what, value, meaning));
    }

    private static void append(StringBuilder text, List<Struct> structs) {
        structs.forEach(struct -> text.append('\n').append(struct.markdown()));
    }
}
