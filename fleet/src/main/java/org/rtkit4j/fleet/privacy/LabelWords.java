package org.rtkit4j.fleet.privacy;

/// Words that are looked for in a text, whatever their case and whatever they stand in.
final class LabelWords {
    private final String[] words;
    private final int firstLetters;

    /// @param words in small letters, with a letter of ASCII as the first
    LabelWords(String... words) {
        this.words = words.clone();
        int letters = 0;
        for (String word : words) {
            letters |= 1 << (word.charAt(0) - 'a');
        }
        this.firstLetters = letters;
    }

    /// Returns whether one of them is in the text.
    boolean areIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            int letter = (text.charAt(i) | 0x20) - 'a';
            if (letter >= 0 && letter < 26 && (firstLetters >> letter & 1) == 1 && isAt(text, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(String text, int at) {
        for (String word : words) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
