package org.rtkit4j.fleet.privacy;

import java.util.regex.Pattern;

/// What is taken out of texts, in this order. Every repetition has a bound, lest a text that somebody has written for
/// it take longer than one of its length does.
enum RedactionRule {
    /// Names with blanks, as only Windows has them in paths.
    WINDOWS_PATH(RedactionHints.HOME, "(?i)(\\\\Users\\\\)[^\\\\\"'\\n]{1,64}(?=\\\\)", "$1[user]"),
    PATH(RedactionHints.HOME, "(?i)([/\\\\](?:Users|home)[/\\\\])(?!Shared\\b)[^/\\\\\\s\"']{1,256}", "$1[user]"),
    VOLUME(
            RedactionHints.VOLUMES,
            "(/Volumes/)(?!Macintosh HD\\b|Preboot\\b|Recovery\\b)[^/\\s\"']{1,256}",
            "$1[user]"),
    /// Made of a number of the user's.
    TEMPORARY_FOLDER(RedactionHints.FOLDERS, "(/var/folders/)[^/\\s]{1,8}/[^/\\s\"']{1,64}", "$1[user]"),
    /// Also `user@host`, as a kernel says who built it; but no unit address of a device tree, as `smc@23e400000`.
    MAIL(
            RedactionHints.AT,
            "(?i)\\b[\\w.+-]{1,64}@(?![0-9a-f]{1,16}(?![\\w.-]))[\\w-]{1,64}(?:\\.[\\w-]{1,64}){0,8}",
            "[mail]"),
    SERIAL_NUMBER(
            RedactionHints.SERIAL,
            "(?i)\\b((?:mlb[ _-]?)?serial(?:[ _-]?(?:number|no|num))?|s/n|ecid|udid|imei|meid|iccid|(?:alt)?dsid"
                    + "|crash[ _]?reporter[ _]?key|incident(?:[ _]identifier)?|unique[ _-]?chip[ _-]?id|anonymous uuid)"
                    + "\\b([\"']?\\.?\\s{0,8}[:=#]\\s{0,8}[\"']?|\\s{1,8})(?=[A-Za-z-]{0,64}[0-9])[A-Za-z0-9-]{6,64}",
            "$1$2[serial]"),
    /// What may have blanks in it, up to the next mark or the next `word=`.
    PHRASE(
            RedactionHints.PHRASE | RedactionHints.ASSIGNED,
            "(?i)\\b([be]?ssid|network ?name|computer ?name|device ?name|apple ?id|full ?name)(\\s{0,8}[:=]\\s{0,8})"
                    + "(?:\"[^\"\\n]{1,64}\"|'[^'\\n]{1,64}'|[^,;\"'\\n]{1,64}?(?=\\s{1,8}[\\w-]{1,32}\\s?[:=]|[,;\"'\\n]|$))",
            "$1$2[user]"),
    WORD(
            RedactionHints.WORD | RedactionHints.ASSIGNED,
            "(?i)\\b(host ?name|node ?name|user ?name|user|login|account|owner)(\\s{0,8}[:=]\\s{0,8}[\"']?)[^\\s\"',;]{1,256}",
            "$1$2[user]"),
    /// `Jane Doe's iPhone`, and as a host: `Janes-MacBook-Pro`.
    NAMED_DEVICE(
            RedactionHints.NAME_MARK,
            "(?:\\b\\p{Lu}[\\p{L}.-]{0,32}\\s)?(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}._-]{1,32}['\\u2019]s"
                    + "(?=\\s(?:iPhone|iPad|iPod|MacBook|iMac|Mac\\b|Apple|AirPods|Watch))",
            "[user]'s"),
    NAMED_HOST(
            RedactionHints.DEVICE,
            "(?i)\\b[a-z0-9]{1,32}(?:-[a-z0-9]{1,32}){0,4}?-(?:MacBook(?:-(?:Pro|Air))?|iPhone|iPad|iMac"
                    + "|Mac-(?:mini|Studio|Pro))(?:-\\d{1,3})?\\b",
            "[user]"),
    LOCAL_HOST(
            RedactionHints.LOCAL, "(?i)\\b[a-z0-9][a-z0-9-]{0,62}\\.(?:local|lan|home\\.arpa)\\b(?![.\\w])", "[user]"),
    UUID(
            RedactionHints.FOUR_DASHES,
            "(?<![A-Za-z0-9])(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9])",
            "[uuid]"),
    /// Of devices: forty digits, or 8 and 16.
    KEY(
            RedactionHints.HEX_WORD,
            "(?<![A-Za-z0-9])(?i)(?:[0-9a-f]{32,64}|[0-9a-f]{8}-[0-9a-f]{16})(?![A-Za-z0-9])",
            "[key]"),
    MAC_ADDRESS(
            RedactionHints.FIVE_COLONS,
            "(?<![A-Za-z0-9])(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![A-Za-z0-9])",
            "[address]"),
    MAC_ADDRESS_WITH_DASHES(
            RedactionHints.FOUR_DASHES,
            "(?<![A-Za-z0-9])(?i)[0-9a-f]{2}(?:-[0-9a-f]{2}){5}(?![A-Za-z0-9])",
            "[address]"),
    INTERNET_ADDRESS(RedactionHints.THREE_DOTS, "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", "[address]"),
    /// Written out, or of the ranges that are in use: `a::b` alone may be a name of C++.
    INTERNET_ADDRESS_6(
            RedactionHints.TWO_COLONS,
            "(?i)(?<![\\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3})"
                    + "(?::[0-9a-f]{0,4}){2,7})(?![\\w:])",
            "[address]"),
    PHONE(RedactionHints.PLUS, "(?<![\\w)\\]])\\+[1-9](?:[ ()/-]{0,2}\\d){7,14}\\b", "[phone]"),
    /// Apple's serial numbers: ten to twelve capitals and digits, with both among them.
    APPLE_SERIAL_NUMBER(
            RedactionHints.SERIAL_WORD,
            "(?<![A-Za-z0-9])(?=[A-Z]{0,12}[0-9])(?=[0-9]{0,12}[A-Z])(?!0X)[A-Z0-9]{10,12}(?![A-Za-z0-9])",
            "[serial]");

    private final int needs;
    private final Pattern pattern;
    private final String replacement;

    RedactionRule(int needs, String pattern, String replacement) {
        this.needs = needs;
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /// Returns what a text has to have for this to be found in it, in the bits of [RedactionHints].
    int needs() {
        return needs;
    }

    String in(String text) {
        return pattern.matcher(text).replaceAll(replacement);
    }
}
