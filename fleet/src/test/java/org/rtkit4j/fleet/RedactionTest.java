package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.fleet.privacy.Redaction;

/// What is taken out of texts, and what is not.
class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at /Users/jane/Library/x|at /Users/[user]/Library/x",
                "at C:\\Users\\jane\\x|at C:\\Users\\[user]\\x",
                "at /home/jane|at /home/[user]",
                "jane.doe@example.org wrote|[mail] wrote",
                "Serial Number: C02ABC12345X|Serial Number: [serial]",
                "serial=abc123def|serial=[serial]",
                "ECID: 0x1A2B3C4D5E|ECID: [serial]",
                "IMEI 356938035643809|IMEI [serial]",
                "UDID=00008110-000A1B2C3D4E5F60|UDID=[serial]",
                "the one is F2LX9ABCJCLF here|the one is [serial] here",
                "hostname: janes-mac|hostname: [user]",
                "0bADF00D-1234-4321-ABCD-00c0ffee0123|[uuid]",
                "key c0ffee11deadbeef22aa33bb44cc55dd66ee77ff|key [key]",
                "00008110-000A1B2C3D4E5F60|[key]",
                "a4:83:e7:12:34:56|[address]",
                "from 192.168.1.7|from [address]",
                "at C:\\Users\\Jane Doe\\AppData\\x|at C:\\Users\\[user]\\AppData\\x",
                "on /Volumes/JanesDisk/x|on /Volumes/[user]/x",
                "in /var/folders/zz/zyxvpxvq6csfxvn_n0000/T|in /var/folders/[user]/T",
                "Linux version 6.1 (jane@janes-box) (gcc)|Linux version 6.1 ([mail]) (gcc)",
                "Apple ID: jane doe, again|Apple ID: [user], again",
                "AppleID=jane rssi=-50|AppleID=[user] rssi=-50",
                "SSID: Jane Does Net|SSID: [user]",
                "ssid=\"The, Net\" up|ssid=[user] up",
                "computer name = Janes Mac; up|computer name = [user]; up",
                "login: jane failed|login: [user] failed",
                "Jane Doe's iPhone is near|[user]'s iPhone is near",
                "jane\u2019s iPad|[user]'s iPad",
                "by Janes-MacBook-Pro-2 at|by [user] at",
                "janes-thing.local says|[user] says",
                "a4-83-e7-12-34-56|[address]",
                "fe80::1c2d:3e4f:5a6b:7c8d up|[address] up",
                "2001:db8:0:1:2:3:4:5|[address]",
                "call +49 170 1234567 now|call [phone] now",
                "dsid=1234567890|dsid=[serial]",
                "serial_C02ZQ1PLANTD_x|serial_[serial]_x"
            })
    void takesOut(String text, String left) {
        assertEquals(left, Redaction.COMMON.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSERT!Invented.cpp:561 no answer within 12 us from 0xfffffe0012345678, left=9",
                "RTKit-2758.1.1.release",
                "AppleDCP-811.1.1~754-ipad14dcp.RELEASE",
                "iPhone OS 99.1 (99A1)",
                "iPhone14,5",
                "S.sensor array 0 - 6 is 0x0, 0x1000",
                "userspace watchdog timeout: com.apple.WindowServer",
                "Missing sensor(s): mic1 prs0",
                "ASSERTIONFAILED",
                "/Users/Shared/x",
                "smc@23e400000: no answer",
                "AppleCore::start: no answer at 12:34:56",
                "/Volumes/Macintosh HD/System",
                "the user's words, the device's state",
                "Mac-mini, iPad-like",
                "left + 12345678, +0x1234567890, f()+1234567890",
                "network is down, account of it",
                "version 1.2.3, 2030-01-02 10:00:00.00 +0000",
                "0X1234567890"
            })
    void leavesWhatFirmwareAndSystemsSay(String text) {
        assertEquals(text, Redaction.COMMON.of(text));
    }

    @Test
    void takesOutTheFilesOwnKeyWhereverItStands() {
        assertEquals("for [key].", Redaction.COMMON.with("abcdabcd").of("for abcdabcd."));
        assertEquals("a b", Redaction.COMMON.with("a").of("a b"), "a letter is no key");
    }

    @Test
    void takesOutTheFilesOwnKeyInWhateverCase() {
        Redaction redaction = Redaction.COMMON.with("AbCdefgh");
        assertEquals("[key] [key] [key]", redaction.of("AbCdefgh abcdefgh ABCDEFGH"));
    }

    /// What is looked for first, to try no pattern in vain, leaves nothing out.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatStandsRoundANameHidesItNot(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String named = NAMED[random.nextInt(NAMED.length)];
            String text = words(random) + named + words(random);
            assertFalse(Redaction.COMMON.of(text).contains(named.strip()), text);
        }
    }

    private static final String[] NAMED = {
        " C02ZQ1PLANTD ",
        "/Users/janeplanted/",
        " jane.planted@example.org ",
        " a4:83:e7:12:34:56 ",
        " c0ffee11deadbeef22aa33bb44cc55dd66ee77ff ",
        " 0BADF00D-1234-4321-ABCD-00C0FFEE0123 ",
        " 192.168.10.77 ",
        " 00008110-000A1B2C3D4E5F60 ",
        " janeplanted.local ",
        " Janeplanteds-MacBook-Pro ",
        " +491701234567 "
    };

    private static String words(SplittableRandom random) {
        var words = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return words.toString();
    }

    private static final String[] WORDS = {
        "ASSERT!Invented.cpp:561", "0xfffffe0012345678", "no", "answer,", "\"quoted\"", "state=3", "(worker)",
                "\u00e9t\u00e9", "-",
        "AppleDCP::start", "1.2", "user24", "[RX]", "%d", "$1", "\\n", "T8103", "99A1"
    };

    /// Whoever writes a report for it cannot make it take longer than the report is long.
    @Test
    void aTextThatWasWrittenForItIsReadInItsOwnTime() {
        for (String piece :
                new String[] {"a-", "a.", "a:", "1.", "user ", "A1", "@a", "/Users", "+1", "ssid:", "'s "}) {
            Redaction.COMMON.of(piece.repeat(200_000 / piece.length()));
        }
    }
}
