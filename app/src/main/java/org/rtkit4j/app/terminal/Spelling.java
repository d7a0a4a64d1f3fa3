package org.rtkit4j.app.terminal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// What somebody may have meant by a word that nobody knows.
public final class Spelling {
    private static final int LETTERS_A_SLIP = 3;

    private Spelling() {}

    /// Returns ", did you mean X?", or nothing where no known word is near: one slip in three letters at most,
    /// or one that begins so. A slip is a letter too many, too few or wrong, or two in the wrong order.
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= most(word) || isBeginning(word, each))
                .min(Comparator.comparingInt((String each) -> distance(word, each))
                        .thenComparing(each -> each))
                .map(", did you mean %s?"::formatted)
                .orElse("");
    }

    private static boolean isBeginning(String word, String known) {
        return word.length() >= LETTERS_A_SLIP && known.regionMatches(true, 0, word, 0, word.length());
    }

    private static int most(String word) {
        return Math.max(1, word.length() / LETTERS_A_SLIP);
    }

    // By rows, of which three are needed: a swap looks back two.
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] free = before;
            before = above;
            above = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + same, 1 + Math.min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }
}
