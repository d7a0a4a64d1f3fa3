package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The table of `docs/lifecycle.md` is that of [Moves].
class LifecycleDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "lifecycle.md");

    private record Row(Cause cause, Stage to) {}

    @Test
    void theDocumentsTableIsTheOneThatIsChecked() throws IOException {
        Map<Row, String> from = new LinkedHashMap<>();
        for (Move move : Moves.ALL) {
            from.merge(new Row(move.cause(), move.to()), code(move.from()), (one, other) -> one + ", " + other);
        }
        List<String> expected = from.entrySet().stream()
                .map(row -> "| %s | %s | %s |"
                        .formatted(
                                code(row.getKey().cause()),
                                row.getValue(),
                                code(row.getKey().to())))
                .toList();
        assertEquals(expected, rowsOf(Files.readAllLines(DOCUMENT)));
    }

    private static List<String> rowsOf(List<String> lines) {
        return lines.subList(lines.indexOf("| cause | from | to |") + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String code(Enum<?> constant) {
        return "`" + constant + "`";
    }
}
