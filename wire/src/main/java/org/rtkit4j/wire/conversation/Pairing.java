package org.rtkit4j.wire.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Brings requests and answers of one conversation together, message by message in the order of time;
/// [Exchanges] knows what answers what.
///
/// An answer whose request lies before the start is passed over. Where no direction is recorded and a word may be
/// request or echo, the first is taken for the request; an odd number of equal words then leaves open which of them
/// lacks its partner, so that none counts as open.
///
/// Memory is bounded: a firmware that asks and asks makes the longest waiting be forgotten. One thread at a time.
public final class Pairing {
    /// What [#add] returns for a message that waits for its answer now.
    public static final long REQUEST = -1;
    /// What [#add] returns for a message that neither waits nor answers one that waits.
    public static final long NEITHER = -2;

    private static final int MOST_OPEN = 1 << 16;

    private final Vocabulary vocabulary;
    private final int mostOpen;
    // By the age of the key's oldest request, roughly: a key leaves when nothing of it waits.
    private final Map<Key, Deque<Waiting>> open = new LinkedHashMap<>();
    private int count;

    /// Pairs what is said in a vocabulary, and remembers as many open requests as any firmware has.
    public Pairing(Vocabulary vocabulary) {
        this(vocabulary, MOST_OPEN);
    }

    /// @param mostOpen how many requests may wait at once
    public Pairing(Vocabulary vocabulary, int mostOpen) {
        this.vocabulary = vocabulary;
        this.mostOpen = mostOpen;
    }

    // Exchanges are constants: which one it is counts. Its value would be compared and hashed for each message, and all
    // of its layouts with it.
    private record Key(int endpoint, @Nullable Exchange exchange, long key) {
        @Override
        @SuppressWarnings("ReferenceEquality") // that is what is meant
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(int otherEndpoint, var otherExchange, long otherKey)
                    && endpoint == otherEndpoint
                    && exchange == otherExchange
                    && key == otherKey;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * endpoint + System.identityHashCode(exchange)) + Long.hashCode(key);
        }
    }

    /// A request without answer so far.
    ///
    /// @param number as given to [#add]
    public record Waiting(long number, Role role) {}

    /// Takes the next message.
    ///
    /// @param number what the caller calls it by, not negative
    /// @return the number of the request that this message answers, or [#REQUEST], or [#NEITHER]
    public long add(long number, Direction direction, int endpoint, long message) {
        Role role = Exchanges.roleOf(vocabulary, direction, endpoint, message);
        if (role.kind() == Role.Kind.NONE) {
            return NEITHER;
        }
        var key = new Key(endpoint, role.exchange(), role.key());
        Deque<Waiting> waiting = open.get(key);
        if (role.kind() == Role.Kind.ANSWER || (role.kind() == Role.Kind.REQUEST_OR_ECHO && waiting != null)) {
            return waiting == null ? NEITHER : close(key, waiting);
        }
        open(key, new Waiting(number, role));
        return role.kind() == Role.Kind.REQUEST_OR_ECHO ? NEITHER : REQUEST;
    }

    private void open(Key key, Waiting request) {
        if (count == mostOpen) {
            var oldest = open.entrySet().iterator().next();
            remove(oldest.getKey(), oldest.getValue(), false);
        }
        open.computeIfAbsent(key, _ -> new ArrayDeque<>(2)).addLast(request);
        count++;
    }

    /// Calls nest: an answer belongs to the innermost. Everything else is served in turn.
    private long close(Key key, Deque<Waiting> waiting) {
        boolean nests = waiting.getLast().role().nests();
        return remove(key, waiting, nests).number();
    }

    private Waiting remove(Key key, Deque<Waiting> waiting, boolean latest) {
        Waiting request = latest ? waiting.removeLast() : waiting.removeFirst();
        if (waiting.isEmpty()) {
            open.remove(key);
        }
        count--;
        return request;
    }

    /// Returns what waits, by rising number.
    public List<Waiting> open() {
        return open.values().stream()
                .flatMap(Deque::stream)
                .filter(waiting -> waiting.role().kind() != Role.Kind.REQUEST_OR_ECHO)
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList();
    }
}
