package org.rtkit4j.fleet.privacy;

import java.util.ArrayList;
import java.util.List;

/// Words that are looked for in a text, whatever their case and whatever they stand in; each stands for some bits.
///
/// The first two characters of a word choose who is compared with it: nearly every two of a text choose nobody.
final class LabelWords {
    private static final int STARTS = 1 << 10;

    private final List<List<Word>> byStart = new ArrayList<>(STARTS);

    private record Word(String text, int bits) {}

    LabelWords() {
        for (int i = 0; i < STARTS; i++) {
            byStart.add(List.of());
        }
    }

    /// Adds words of ASCII, in small letters and of two characters at least.
    ///
    /// @return this
    LabelWords add(int bits, String... words) {
        for (String word : words) {
            int start = next(next(0, word.charAt(0)), word.charAt(1));
            List<Word> all = new ArrayList<>(byStart.get(start));
            all.add(new Word(word, bits));
            byStart.set(start, List.copyOf(all));
        }
        return this;
    }

    /// Returns the bits of those that are in the text.
    int in(String text) {
        int found = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            start = next(start, text.charAt(i));
            List<Word> words = byStart.get(start);
            if (!words.isEmpty()) {
                found |= at(text, i - 1, words);
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
            if (text.regionMatches(true, from, word.text(), 0, word.text().length())) {
                found |= word.bits();
            }
        }
        return found;
    }
}
