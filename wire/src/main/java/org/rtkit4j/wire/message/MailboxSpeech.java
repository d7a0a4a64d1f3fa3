package org.rtkit4j.wire.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// What is said on one mailbox: the vocabulary of its co-processor, and application endpoints that no vocabulary knows.
///
/// @param own those endpoints, by their numbers; what is told of an endpoint here counts more than the vocabulary
public record MailboxSpeech(Vocabulary vocabulary, Map<Integer, EndpointSpeech> own) {
    public MailboxSpeech {
        own = Map.copyOf(own);
    }

    /// A mailbox of which nothing is known but its vocabulary.
    public static MailboxSpeech of(Vocabulary vocabulary) {
        return new MailboxSpeech(vocabulary, Map.of());
    }

    /// The mailbox of a co-processor, by its name.
    ///
    /// @param known the kinds of endpoint that somebody has told of
    /// @param names of its endpoints, where they are written down; one of no known kind has a name and no layouts
    public static MailboxSpeech of(
            String coprocessor, Collection<? extends EndpointSpeech> known, Map<Integer, String> names) {
        var own = new HashMap<Integer, EndpointSpeech>();
        for (int endpoint = Endpoints.FIRST_APP; endpoint < Endpoints.COUNT; endpoint++) {
            for (EndpointSpeech each : known) {
                if (each.isAt(coprocessor, endpoint)) {
                    own.putIfAbsent(endpoint, each);
                }
            }
        }
        for (Entry<Integer, String> named : names.entrySet()) {
            own.put(named.getKey(), named(named.getValue(), known));
        }
        return new MailboxSpeech(CoprocessorKind.of(coprocessor).vocabulary(), own);
    }

    private static EndpointSpeech named(String name, Collection<? extends EndpointSpeech> known) {
        for (EndpointSpeech each : known) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return () -> name;
    }

    /// Returns the endpoint's name, Apple's `userNN` where nothing better is known.
    public String endpointName(int endpoint) {
        EndpointSpeech told = own.get(endpoint);
        return told == null ? vocabulary.endpointName(endpoint) : told.name();
    }

    /// Returns the layout that `message` has, or null.
    ///
    /// @param direction who sent it; `BOTH` where the source does not tell
    public @Nullable Layout layoutOf(Direction direction, int endpoint, long message) {
        EndpointSpeech told = own.get(endpoint);
        return told == null ? vocabulary.layoutOf(direction, endpoint, message) : told.layoutOf(direction, message);
    }

    /// Prints a message with its name and fields; one that no layout knows prints as a number.
    public String describe(Direction direction, int endpoint, long message) {
        EndpointSpeech told = own.get(endpoint);
        if (told == null) {
            return vocabulary.describe(direction, endpoint, message);
        }
        Layout layout = told.layoutOf(direction, message);
        return layout == null ? "0x%016x".formatted(message) : layout.format(message);
    }

    /// Returns the names of [#own].
    public Map<Integer, String> names() {
        var names = new HashMap<Integer, String>();
        own.forEach((endpoint, told) -> names.put(endpoint, told.name()));
        return names;
    }
}
