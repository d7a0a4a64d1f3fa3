package org.rtkit4j.forensics.panic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What Apple's identifiers of models and chips are sold as, from `products.txt` beside this class.
final class ProductNames {
    private static final Map<String, String> NAMES = read();

    private ProductNames() {}

    /// Returns the name, or an empty text.
    static String of(String identifier) {
        return NAMES.getOrDefault(identifier, "");
    }

    private static Map<String, String> read() {
        try (InputStream file = ProductNames.class.getResourceAsStream("products.txt")) {
            if (file == null) {
                throw new IllegalStateException("products.txt is missing from the module");
            }
            Map<String, String> names = new HashMap<>();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, names));
            return Map.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line, Map<String, String> names) {
        int equals = line.indexOf(" = ");
        if (equals < 0 || names.put(line.substring(0, equals), line.substring(equals + 3)) != null) {
            throw new IllegalStateException("products.txt: not a row, or one that stands twice: " + line);
        }
    }
}
