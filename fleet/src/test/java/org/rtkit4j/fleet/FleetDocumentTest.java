package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// The document has the tables as they are declared; `-Drtkit.update=docs` writes them.
class FleetDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "fleet.md");
    private static final String BEGIN = "<!-- tables: written by FleetDocumentTest -->\n";
    private static final String END = "<!-- end of tables -->\n";

    @Test
    void theDocumentHasEveryColumn() throws IOException {
        String text = Files.readString(DOCUMENT);
        String expected = FleetTables.OF_BATCH.stream().map(RowTable::markdown).collect(Collectors.joining("\n"));
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, text.substring(0, from) + expected + text.substring(to));
        } else {
            assertEquals(expected, text.substring(from, to), "run with -Drtkit.update=docs");
        }
    }
}
