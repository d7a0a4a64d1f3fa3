package org.rtkit4j.fleet.table;

import org.rtkit4j.fleet.privacy.Redaction;

/// What a report says, without what names somebody and not without end.
///
/// @param text [#MOST] characters at most
/// @param namedSomebody whether something was taken out
public record ReportWords(String text, boolean namedSomebody) {
    /// Longer texts are cut: characters.
    static final int MOST = 4096;

    // A name that would be cut in two is not known any more: what is looked at goes on behind what is kept.
    private static final int MOST_READ = 2 * MOST;

    static ReportWords of(String said, Redaction redaction) {
        String read = said.length() <= MOST_READ ? said : said.substring(0, MOST_READ);
        String plain = redaction.of(read);
        return new ReportWords(plain.length() <= MOST ? plain : plain.substring(0, MOST), !plain.equals(read));
    }
}
