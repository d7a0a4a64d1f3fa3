package org.rtkit4j.fleet.privacy;

import java.util.regex.Pattern;

/// Something that is taken out of texts. Every repetition of its pattern has a bound, lest a text that somebody has
/// written for it take longer than one of its length does.
///
/// @param needs what a text has to have for this to be found in it, in the bits of [RedactionHints]
record RedactionRule(int needs, Pattern pattern, String replacement) {
    static RedactionRule of(int needs, String pattern, String replacement) {
        return new RedactionRule(needs, Pattern.compile(pattern), replacement);
    }

    String in(String text) {
        return pattern.matcher(text).replaceAll(replacement);
    }
}
