package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "from 192.168.1.7|from [address]"
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
}
