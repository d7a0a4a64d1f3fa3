package org.rtkit4j.wire.conversation;

import java.util.List;
import java.util.Objects;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// A request and what answers it, as data: pairing, statistics and the Wireshark dissector come from it.
///
/// @param asks who sends the request
/// @param requests any of them asks
/// @param answers any of them, from the other side, answers
/// @param keyMask request and answer are equal in these bits
/// @param nests whether an answer belongs to the innermost open request of its key, instead of the oldest
/// @param expected what a request without an answer lacks, in words
public record Exchange(
        Direction asks, List<Side> requests, List<Side> answers, long keyMask, boolean nests, String expected) {
    public Exchange {
        requests = List.copyOf(requests);
        answers = List.copyOf(answers);
    }

    /// One end of an exchange: a message of this layout whose bits in `mask` are `value`.
    public record Side(Layout layout, long mask, long value) {
        /// Any message of the layout.
        public static Side of(Layout layout) {
            return new Side(layout, 0, 0);
        }

        /// Returns this side where `field` has a certain value only.
        public Side where(Bits field, long wanted) {
            return new Side(layout, mask | field.mask(), field.put(value, wanted));
        }

        boolean matches(Layout other, long word) {
            return layout == other && (word & mask) == value;
        }

        long decidedBy() {
            return layout.keyMask() | mask;
        }
    }

    static Exchange of(Direction asks, Layout request, Layout answer) {
        return new Exchange(asks, List.of(Side.of(request)), List.of(Side.of(answer)), 0, false, answer.name());
    }

    /// An exchange whose answer is the request's own word.
    static Exchange echo(Direction asks, Layout layout) {
        String who = asks == Direction.AP_TO_IOP ? "co-processor" : "AP";
        return new Exchange(
                asks, List.of(Side.of(layout)), List.of(Side.of(layout)), -1, false, "the same word from the " + who);
    }

    Exchange keyedBy(Bits key) {
        return new Exchange(asks, requests, answers, key.mask(), nests, expected);
    }

    boolean asks(Layout layout, long word) {
        return requests.stream().anyMatch(side -> side.matches(layout, word));
    }

    boolean answers(Layout layout, long word) {
        return answers.stream().anyMatch(side -> side.matches(layout, word));
    }

    /// Returns whether the bits that make a word a request are those that make it an answer: only who sent it tells.
    boolean isAmbiguous() {
        return requests.size() == 1
                && answers.size() == 1
                && requests.getFirst().decidedBy() == answers.getFirst().decidedBy();
    }

    // One exchange is declared once: identity is equality enough, and hashing all of its layouts would be slow.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Objects.hash(expected, keyMask);
    }
}
