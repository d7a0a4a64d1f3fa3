package org.rtkit4j.forensics.panic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.rtkit4j.forensics.knowledge.Source;

/// What Apple's identifiers of models and chips are sold as, from `products.txt` beside this class.
public final class ProductNames {
    private static final Map<String, String> NAMES = read();

    private ProductNames() {}

    /// Returns the name, or an empty text.
    public static String of(String identifier) {
        return NAMES.getOrDefault(identifier, "");
    }

    private static Map<String, String> read() {
        try (InputStream file = ProductNames.class.getResourceAsStream("products.txt")) {
            if (file == null) {
                throw new IllegalStateException("products.txt is missing from the module");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a text of that form: `[heading]`, a line for each source, rows.
    ///
    /// @throws IllegalStateException if it has another form, a row stands twice, or has no source above it
    static Map<String, String> parse(String text) {
        Map<String, String> names = new HashMap<>();
        boolean isSourced = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                isSourced = false;
            } else if (line.startsWith("source: ")) {
                Source.of(line.substring(8), "products.txt");
                isSourced = true;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                add(line, isSourced, names);
            }
        }
        return Map.copyOf(names);
    }

    private static void add(String line, boolean isSourced, Map<String, String> names) {
        int equals = line.indexOf(" = ");
        boolean isRow = equals > 0 && isSourced;
        if (!isRow || names.put(line.substring(0, equals), line.substring(equals + 3)) != null) {
            throw new IllegalStateException(
                    "products.txt: not a row, one without a source, or one that stands twice: " + line);
        }
    }
}
