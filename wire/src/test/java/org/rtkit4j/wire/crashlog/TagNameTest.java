package org.rtkit4j.wire.crashlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TagNameTest {
    @Test
    void aTagIsItsFourLetters() {
        assertEquals("CLHE", CrashlogFormat.tagName(0x434c_4845));
        assertEquals(" ~ ~", CrashlogFormat.tagName(0x207e_207e));
    }

    @Test
    void whatIsNotTextIsANumber() {
        assertEquals("0x1f414141", CrashlogFormat.tagName(0x1f41_4141));
        assertEquals("0x4141417f", CrashlogFormat.tagName(0x4141_417f));
        assertEquals("0x00000000", CrashlogFormat.tagName(0));
        assertEquals("0xff414141", CrashlogFormat.tagName(0xff41_4141));
    }
}
