package org.rtkit4j.forensics.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Brings requests and answers of one conversation together, message by message in the order of time; [Roles] knows
/// what answers what.
///
/// An answer whose request lies before the start is passed over. Where no direction is recorded and a word may be
/// request or echo, the first is taken for the request; an odd number of equal words then leaves open which of them
/// lacks its partner, so that none counts as open.
final class Pairing {
    private final Roles roles;
    private final Map<Key, Deque<Waiting>> open = new HashMap<>();

    Pairing(Vocabulary vocabulary) {
        this.roles = new Roles(vocabulary);
    }

    private record Key(int endpoint, long key) {}

    /// A request without answer so far.
    ///
    /// @param number as given to [#add]
    record Waiting(int number, Role role) {}

    /// Takes the next message.
    ///
    /// @param number what the caller calls it by
    /// @return the number of the request that this message answers, or -1
    int add(int number, Direction direction, int endpoint, long message) {
        Role role = roles.of(direction, endpoint, message);
        if (role.kind() == Role.Kind.NONE) {
            return -1;
        }
        Deque<Waiting> waiting = open.computeIfAbsent(new Key(endpoint, role.key()), _ -> new ArrayDeque<>(2));
        boolean answers =
                role.kind() == Role.Kind.ANSWER || (role.kind() == Role.Kind.REQUEST_OR_ECHO && !waiting.isEmpty());
        if (answers) {
            return close(waiting);
        }
        waiting.addLast(new Waiting(number, role));
        return -1;
    }

    /// Calls nest: an answer belongs to the innermost. Everything else is served in turn.
    private static int close(Deque<Waiting> waiting) {
        Waiting last = waiting.peekLast();
        if (last == null) {
            return -1;
        }
        Waiting request = last.role().kind() == Role.Kind.CALL ? waiting.removeLast() : waiting.removeFirst();
        return request.number();
    }

    /// Returns what waits, by rising number.
    List<Waiting> open() {
        return open.values().stream()
                .flatMap(Deque::stream)
                .filter(waiting -> waiting.role().kind() != Role.Kind.REQUEST_OR_ECHO)
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }
}
