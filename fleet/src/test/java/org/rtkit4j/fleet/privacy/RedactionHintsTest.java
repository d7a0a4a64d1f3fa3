package org.rtkit4j.fleet.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hints save time and nothing else: what is left of a text is what all rules leave of it, one after the other.
class RedactionHintsTest {
    private static final int TEXTS = 3000;

    /// What rules are made of, whole and in pieces, so that texts nearly have what a rule asks for, or just have it.
    private static final String[] PIECES = {
        "/Users/",
        "\\Users\\",
        "/home/",
        "\\home/",
        "/Volumes/",
        "/volumes/",
        "/var/folders/",
        "Macintosh HD",
        "Shared",
        "jane",
        "Jane",
        "JANE DOE",
        "jane.doe",
        "example",
        "@",
        "23e400000",
        "smc",
        "serial",
        "Serial Number",
        "mlb_serial",
        "serial_no",
        "s/n",
        "S/N",
        "ECID",
        "udid",
        "imei",
        "MEID",
        "iccid",
        "dsid",
        "altDSID",
        "CrashReporter Key",
        "crash_reporter_key",
        "crash",
        "incident",
        "Incident Identifier",
        "unique",
        "unique_chip_id",
        "UniqueChip",
        "chip",
        "anonymous uuid",
        "Anonymous UUID",
        "anonymous",
        "ssid",
        "BSSID",
        "network name",
        "NetworkName",
        "network",
        "computer name",
        "ComputerName",
        "device name",
        "DeviceName",
        "device",
        "Apple ID",
        "AppleID",
        "apple",
        "id",
        "full name",
        "FullName",
        "full",
        "host",
        "hostname",
        "Host Name",
        "nodename",
        "node name",
        "user",
        "UserName",
        "userspace",
        "login",
        "account",
        "owner",
        "'s ",
        "\u2019s ",
        "iPhone",
        "iPad",
        "iPod",
        "MacBook",
        "MacBook-Pro",
        "iMac",
        "Mac-mini",
        "Mac-Studio",
        "mac",
        "AirPods",
        "Watch",
        "local",
        "lan",
        "home.arpa",
        "home",
        "0badf00d",
        "0BADF00D",
        "1234",
        "abcd",
        "ffff",
        "00c0ffee0123",
        "C02ZQ1PLANTD",
        "F2LX9ABCJCLF",
        "0X1234567890",
        "c0ffee11deadbeef",
        "a4",
        "12",
        "7",
        "255",
        "192.168.1.7",
        "10.0.",
        "fe80",
        "fd00",
        "2001",
        "db8",
        "+49",
        "+1",
        "170 1234567",
        "1234567",
        "(worker)",
        "[user]",
        "[serial]",
        "ASSERT!Invented.cpp:561",
        "0xfffffe0012345678",
        "T8103",
        "99A1",
        "$1",
        "\\",
        "/",
        "-",
        "-",
        "-",
        ":",
        ":",
        ":",
        "::",
        ".",
        ".",
        "=",
        "=",
        ": ",
        " = ",
        " ",
        " ",
        " ",
        "\n",
        "\t",
        "\"",
        "'",
        ",",
        ";",
        "#",
        "_",
        "+",
        "(",
        ")",
        "\u00e9t\u00e9",
        "\u017ferial",
        "\u212aey",
        "\u0131mei",
        "\ud83d\udcf1"
    };

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatIsLeftIsWhatAllRulesLeave(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            assertEquals(byAllRules(text), Redaction.COMMON.of(text), text);
        }
    }

    private static String byAllRules(String text) {
        String left = text;
        for (RedactionRule rule : RedactionRule.values()) {
            left = rule.in(left);
        }
        return left;
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(1, 14); i > 0; i--) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(random.nextInt(8) == 0 ? spoiled(piece, random) : piece);
        }
        return text.toString();
    }

    /// In another case, repeated, cut, or with some character in it.
    private static String spoiled(String piece, SplittableRandom random) {
        int at = random.nextInt(piece.length());
        return switch (random.nextInt(5)) {
            case 0 -> piece.toUpperCase(java.util.Locale.ROOT);
            case 1 -> piece.toLowerCase(java.util.Locale.ROOT);
            case 2 -> piece.repeat(random.nextInt(2, 5));
            case 3 -> piece.substring(at);
            default -> piece.substring(0, at) + (char) random.nextInt(' ', 0x180) + piece.substring(at);
        };
    }
}
