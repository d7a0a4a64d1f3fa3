package org.rtkit4j.fleet.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Words that are looked for in a text, whatever their case and whatever they stand in; each stands for some bits.
///
/// The first three characters of a word choose who is compared with it: nearly all of a text choose nobody.
final class LabelWords {
    private static final int STARTS = 1 << 15;
    private static final String WHOLE = "!";

    private final List<List<Word>> byStart = new ArrayList<>(STARTS);

    /// @param isWhole whether neither a letter nor a digit of ASCII may follow
    private record Word(String text, boolean isWhole, int bits) {
        boolean isAt(String text, int from) {
            int end = from + this.text.length();
            return text.regionMatches(true, from, this.text, 0, this.text.length())
                    && !(isWhole && end < text.length() && isLetterOrDigit(text.charAt(end)));
        }

        private static boolean isLetterOrDigit(char c) {
            return c < 0x80 && Character.isLetterOrDigit(c);
        }
    }

    LabelWords() {
        for (int i = 0; i < STARTS; i++) {
            byStart.add(List.of());
        }
    }

    /// Adds words in small letters and of three characters at least. A `?` stands for a blank, a dash, an underscore
    /// and
    /// nothing; behind a word with a `!` no letter and no digit of ASCII follows.
    ///
    /// @return this
    LabelWords add(int bits, String... words) {
        for (String word : spelled(words)) {
            int start = next(next(next(0, word.charAt(0)), word.charAt(1)), word.charAt(2));
            List<Word> all = new ArrayList<>(byStart.get(start));
            all.add(new Word(word.replace(WHOLE, ""), word.endsWith(WHOLE), bits));
            byStart.set(start, List.copyOf(all));
        }
        return this;
    }

    private static List<String> spelled(String... words) {
        return Stream.of(words)
                .flatMap(word -> Stream.of("", " ", "-", "_").map(between -> word.replace("?", between)))
                .distinct()
                .toList();
    }

    /// Returns the bits of those that are in the text.
    int in(String text) {
        int found = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            start = next(start, text.charAt(i));
            List<Word> words = byStart.get(start);
            if (!words.isEmpty()) {
                found |= at(text, i - 2, words);
            }
        }
        return found;
    }

    // Five bits of a character are the same in both cases.
    private static int next(int start, char c) {
        return ((start << 5) | (c & 31)) & (STARTS - 1);
    }

    private static int at(String text, int from, List<Word> words) {
        int found = 0;
        for (Word word : words) {
            if (word.isAt(text, from)) {
                found |= word.bits();
            }
        }
        return found;
    }
}
