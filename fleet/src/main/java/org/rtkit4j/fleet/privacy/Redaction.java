package org.rtkit4j.fleet.privacy;

import java.util.List;
import java.util.stream.Stream;

/// Takes out of a text what names a person or a device: users in paths, addresses of mail and network, names of
/// machines and networks, telephone numbers, what stands behind `serial number` and its like, and keys that are known
/// of this file.
///
/// What it replaces reads `[user]`, `[mail]`, `[address]`, `[phone]`, `[serial]`, `[uuid]`, `[key]`.
/// Texts of firmware have none of it, and stay as they are.
public final class Redaction {
    /// Nothing is known of the file.
    public static final Redaction COMMON = new Redaction(List.of());

    /// In the order in which they are tried.
    static final List<RedactionRule> RULES = Stream.of(
                    PathRules.ALL, MailRules.ALL, LabelRules.ALL, DeviceRules.ALL, NumberRules.ALL)
            .flatMap(List::stream)
            .toList();

    private static final RecentTexts RECENT = new RecentTexts(1 << 12, Redaction::byRules);

    private final List<KnownKey> keys;

    private Redaction(List<KnownKey> keys) {
        this.keys = keys;
    }

    /// Returns one that takes this key out, too, wherever it stands, in whatever case and wherever it has dashes.
    public Redaction with(String key) {
        KnownKey known = KnownKey.of(key);
        if (!known.isTelling() || keys.contains(known)) {
            return this;
        }
        return new Redaction(Stream.concat(keys.stream(), Stream.of(known)).toList());
    }

    /// Returns the text without what names somebody; the same text where nothing does.
    public String of(String text) {
        EscapedText escaped = EscapedText.of(text);
        String left = escaped.read();
        for (KnownKey key : keys) {
            left = key.takenOutOf(left);
        }
        left = RECENT.left(left);
        return left.equals(escaped.read()) ? text : escaped.spell(left);
    }

    // What was beside something that is gone may now be a word by itself.
    private static String byRules(String text) {
        String left = text;
        int hints = RedactionHints.of(left);
        for (RedactionRule rule : RULES) {
            if ((rule.needs() & ~hints) == 0) {
                String next = rule.in(left);
                hints = next.equals(left) ? hints : RedactionHints.of(next);
                left = next;
            }
        }
        return left;
    }
}
