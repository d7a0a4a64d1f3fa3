package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of the command, and what came of it.
public record Cli(int status, String out, String err) {
    public static Cli run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err, true), args);
        return new Cli(status, out.toString(), err.toString());
    }

    /// Requires that a command is refused before it prints anything.
    ///
    /// @param command its words, between blanks
    /// @param why how the message begins
    static void requireRefused(String command, String why) {
        Cli run = run(command.split(" ", -1));
        assertEquals(2, run.status(), run::toString);
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("rtkit: " + why), run::err);
    }

    /// Returns what was printed, which must be one JSON object and nothing else.
    @SuppressWarnings("unchecked")
    public Map<String, Object> json() {
        return (Map<String, Object>) parse();
    }

    public Object parse() {
        try (JsonParser parser = new JsonFactory().createParser(out)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one document");
            }
            return value == null ? "null" : value;
        } catch (IOException e) {
            throw new AssertionError(out, e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> parser.getText();
        };
    }
}
