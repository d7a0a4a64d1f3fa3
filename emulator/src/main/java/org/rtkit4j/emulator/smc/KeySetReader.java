package org.rtkit4j.emulator.smc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads a key set. Whatever is wrong with the file ends in one line that names the place.
final class KeySetReader {
    private static final int DEEPEST = 8;
    private static final int MOST_KEYS = 65_536;

    private final String source;
    private final byte[] json;
    private final TreeMap<Long, KeyEntry> entries = new TreeMap<>();
    // What stands in the set itself, and not in the one that it extends.
    private final Set<Long> own = new HashSet<>();
    private String description = "";
    private boolean isIndexSwapped = true;

    KeySetReader(String source, byte[] json) {
        this.source = source;
        this.json = json.clone();
    }

    KeySet read() throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            try {
                readSet(parser);
            } catch (IllegalArgumentException | ArithmeticException | IOException e) {
                throw refusal(parser, e);
            }
        }
        return new KeySet(description, isIndexSwapped, List.copyOf(entries.values()));
    }

    private IllegalArgumentException refusal(JsonParser parser, Exception e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int line = parser.currentLocation().getLineNr();
        return new IllegalArgumentException(
                "%s:%d: %s".formatted(source, line, why.replaceAll("[^\\x20-\\x7e]", "?")), e);
    }

    private void readSet(JsonParser parser) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "a key set is an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "description" -> description = text(parser);
                case "indexOrder" -> isIndexSwapped = isSwapped(text(parser));
                case "extends" -> extend(KeySet.bundled(text(parser)));
                case "without" -> remove(parser);
                case "keys" -> readKeys(parser);
                default -> throw new IllegalArgumentException("unknown field: " + field);
            }
        }
        require(parser.nextToken() == null, "something follows the key set");
    }

    /// Returns the text that the parser stands at. Were an array or an object let through here, its members would be
    /// read as if they were the set's.
    private static String text(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, "not a text: " + parser.currentName());
        return parser.getText();
    }

    private static boolean isSwapped(String text) {
        return switch (text) {
            case "swapped" -> true;
            case "raw" -> false;
            default -> throw new IllegalArgumentException("indexOrder is neither swapped nor raw: " + text);
        };
    }

    private void readKeys(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "keys is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            KeyFields fields = readFields(parser);
            List<String> names = KeyPattern.expand(fields.text("key", ""));
            for (int i = 0; i < names.size(); i++) {
                add(fields.entry(names.get(i), i));
            }
            fields.refuseUnknown();
        }
    }

    private void add(KeyEntry entry) {
        long name = Integer.toUnsignedLong(entry.name());
        require(entries.size() < MOST_KEYS, "more than " + MOST_KEYS + " keys");
        require(own.add(name), "key is given twice: " + KeyEntry.text(entry.name()));
        entries.put(name, entry);
    }

    // Its keys stand until the set replaces them or goes without.
    private void extend(KeySet parent) {
        require(entries.isEmpty(), "extends stands before the keys");
        parent.entries().forEach(entry -> entries.put(Integer.toUnsignedLong(entry.name()), entry));
        isIndexSwapped = parent.isIndexSwapped();
    }

    private void remove(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "without is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.VALUE_STRING, "not a text: without");
            for (String name : KeyPattern.expand(parser.getText())) {
                require(
                        entries.remove(Integer.toUnsignedLong(KeyEntry.fourCc(name))) != null,
                        "the set that is extended has no such key: " + name);
            }
        }
    }

    private static KeyFields readFields(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "a key is an object");
        var fields = new HashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value = switch (token) {
                case START_ARRAY -> readNumbers(parser);
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT -> parser.getLongValue();
                case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                case VALUE_TRUE -> 1L;
                case VALUE_FALSE -> 0L;
                default -> throw new IllegalArgumentException("no value for a key: " + name);
            };
            require(fields.put(name, value) == null, "field is given twice: " + name);
        }
        return new KeyFields(Map.copyOf(fields));
    }

    private static List<Double> readNumbers(JsonParser parser) throws IOException {
        var numbers = new ArrayList<Double>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken().isNumeric(), "not a number");
            numbers.add(parser.getDoubleValue());
        }
        return numbers;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
