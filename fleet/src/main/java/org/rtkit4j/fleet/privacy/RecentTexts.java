package org.rtkit4j.fleet.privacy;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What was left of some texts that came lately: of a fleet most say the same, a model, a build, a sentence.
///
/// Each text has one place, and takes it from the text before it. Threads share the places without a lock: who sees an
/// old answer there, or none, finds it again.
final class RecentTexts {
    /// Longer texts hardly come twice.
    private static final int LONGEST = 256;

    private final UnaryOperator<String> rules;
    private final @Nullable Answer[] places;

    private record Answer(String text, String left) {}

    /// @param places a power of two
    /// @param rules the same for the same text
    RecentTexts(int places, UnaryOperator<String> rules) {
        this.rules = rules;
        this.places = new Answer[places];
    }

    /// Returns what the rules leave of a text.
    String left(String text) {
        if (text.length() > LONGEST) {
            return rules.apply(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (places.length - 1);
        Answer answer = places[place];
        if (answer == null || !answer.text().equals(text)) {
            answer = new Answer(text, rules.apply(text));
            places[place] = answer;
        }
        return answer.left();
    }
}
