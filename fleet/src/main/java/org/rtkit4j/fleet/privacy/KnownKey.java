package org.rtkit4j.fleet.privacy;

/// A key that is known of a file, found in a text whatever its case is and wherever dashes stand in it.
///
/// @param letters its letters and digits, as [#folded] has them
record KnownKey(String letters) {
    private static final int SHORTEST = 4;

    static KnownKey of(String key) {
        var letters = new StringBuilder();
        key.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        for (int i = 0; i < letters.length(); i++) {
            letters.setCharAt(i, folded(letters.charAt(i)));
        }
        return new KnownKey(letters.toString());
    }

    /// Returns whether it is long enough to be told from a word.
    boolean isTelling() {
        return letters.length() >= SHORTEST;
    }

    /// Returns the text with `[key]` in its place.
    String takenOutOf(String text) {
        var left = new StringBuilder(text.length());
        int kept = 0;
        for (int at = 0; at <= text.length() - letters.length(); at++) {
            int end = endAt(text, at);
            if (end > 0) {
                left.append(text, kept, at).append("[key]");
                kept = end;
                at = end - 1;
            }
        }
        return kept == 0 ? text : left.append(text, kept, text.length()).toString();
    }

    // Behind the key where it stands there, else 0.
    private int endAt(String text, int from) {
        int at = from;
        for (int i = 0; i < letters.length(); i++) {
            while (i > 0 && at < text.length() && isDash(text.charAt(at))) {
                at++;
            }
            if (at == text.length() || folded(text.charAt(at)) != letters.charAt(i)) {
                return 0;
            }
            at++;
        }
        return at;
    }

    // The same for every case of a letter.
    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static boolean isDash(char c) {
        return c == '-' || c == '_' || c == ':' || c == '.' || Character.getType(c) == Character.DASH_PUNCTUATION;
    }
}
