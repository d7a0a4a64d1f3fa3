package org.rtkit4j.forensics.text;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A text that is looked through for many words, of which it has few.
///
/// One pass notes which pairs of neighbouring characters it has. A word of which a pair is missing is not there, which
/// takes a few looks to tell, whatever the size of the text. Where none is missing the text is searched, once for each
/// word.
public final class Haystack {
    /// A character counts by its low bits: what shares them may be taken for it, and is then searched for.
    private static final int CODES = 1 << 7;
    /// A shorter text is searched in less time than its pairs take.
    private static final int LEAST_CHARS = 1 << 9;

    /// So many are taken out of the text at a time, since an array's are looked at faster, or searched at a time: a
    /// search of the whole text is one call, and what has few calls is not compiled.
    private static final int PIECE_CHARS = 1 << 12;

    private final String text;
    private boolean @Nullable [] pairs;
    /// Where words that were searched for first stand, or -1.
    private final Map<String, Integer> places = new HashMap<>(0);

    public Haystack(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// Returns whether a word is in the text: what `String.contains` says of it.
    public boolean contains(String word) {
        return indexOf(word) >= 0;
    }

    /// Returns whether one of the words is in the text.
    public boolean containsOneOf(String... words) {
        for (String word : words) {
            if (contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// Returns where a word first stands, or -1: what `String.indexOf` says of it.
    public int indexOf(String word) {
        boolean[] noted = noted();
        if (noted == null) {
            return text.indexOf(word);
        }
        return hasPairs(noted, word) ? place(word) : -1;
    }

    private int place(String word) {
        Integer known = places.get(word);
        int place = known == null ? next(text, word, 0) : known;
        if (known == null) {
            places.put(word, place);
        }
        return place;
    }

    /// Returns where a word next stands from a place on, or -1: what `String.indexOf` says of it.
    public static int next(String text, String word, int from) {
        for (int at = from; at <= text.length() - word.length(); at += PIECE_CHARS) {
            int to = Math.min(text.length(), at + PIECE_CHARS + word.length() - 1);
            int place = text.indexOf(word, at, to);
            if (place >= 0) {
                return place;
            }
        }
        return -1;
    }

    /// Returns the text that a step makes of this one; the same object where the step leaves it as it is.
    public Haystack then(Function<Haystack, String> step) {
        String made = step.apply(this);
        return made.equals(text) ? this : new Haystack(made);
    }

    /// Returns whether one of some characters may be in the text: false where none is.
    boolean mayContainOneOf(String characters) {
        boolean[] noted = noted();
        if (noted == null) {
            return true;
        }
        boolean may = false;
        for (int i = 0; i < characters.length() * CODES; i++) {
            may |= noted[pair(characters.charAt(i / CODES), (char) (i % CODES))];
        }
        return may || characters.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private boolean @Nullable [] noted() {
        if (text.length() < LEAST_CHARS) {
            return null;
        }
        boolean[] noted = pairs;
        if (noted == null) {
            noted = pairsOf(text);
            pairs = noted;
        }
        return noted;
    }

    private static boolean hasPairs(boolean[] noted, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (!noted[pair(word.charAt(i - 1), word.charAt(i))]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] pairsOf(String text) {
        var pairs = new boolean[CODES * CODES];
        var piece = new char[PIECE_CHARS];
        for (int from = 0; from < text.length() - 1; from += PIECE_CHARS - 1) {
            int to = Math.min(text.length(), from + PIECE_CHARS);
            text.getChars(from, to, piece, 0);
            note(piece, to - from, pairs);
        }
        return pairs;
    }

    private static void note(char[] piece, int length, boolean[] pairs) {
        for (int i = 1; i < length; i++) {
            pairs[pair(piece[i - 1], piece[i])] = true;
        }
    }

    // A sum, since its bounds are those of the array, which an "or" leaves open.
    private static int pair(char first, char second) {
        return (first & (CODES - 1)) * CODES + (second & (CODES - 1));
    }
}
