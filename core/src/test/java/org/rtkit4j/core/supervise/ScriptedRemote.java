package org.rtkit4j.core.supervise;

import java.io.UncheckedIOException;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.port.Reset;

/// A firmware that answers by rules, with a crash log of one page, an application endpoint, and switches for what it
/// does wrong.
public final class ScriptedRemote {
    public final FakeMailbox mailbox = new FakeMailbox(15);
    public final FakeMemory memory = new FakeMemory();

    /// Whether it takes and answers messages at all.
    public boolean alive = true;

    /// Whether it answers PING.
    public boolean answersPing = true;

    /// Whether it crashes as soon as it has a buffer for its log.
    public boolean crashesEarly;

    /// Whether its reset fails, as behind a wire that has come off.
    public boolean resetThrows;

    /// How often it was reset.
    public int resets;

    /// How often its application endpoint was started.
    public int starts;

    /// How often it was asked for a sign of life.
    public int pings;

    private String crashlog = "";

    public Platform platform() {
        return new Platform(mailbox, null, memory, this::reset);
    }

    public Platform platform(Reset reset) {
        return new Platform(mailbox, null, memory, reset);
    }

    /// Leaves `text` as its log and says that it has crashed.
    public void crash(String text) {
        long word = Long.parseUnsignedLong(crashlog.substring(3), 16);
        byte[] log = memory.bytesAt(word & 0xfff_ffff_ffffL);
        System.arraycopy(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, log, 0, text.length());
        mailbox.say(1, word);
    }

    /// Reads everything that the AP has sent, and answers it.
    public void work() {
        if (!alive) {
            return;
        }
        for (String word = mailbox.heard(); !word.isEmpty(); word = mailbox.heard()) {
            answer(word);
        }
    }

    private void reset() {
        if (resetThrows) {
            throw new UncheckedIOException(new java.io.IOException("the wire has come off"));
        }
        resets++;
        mailbox.hearNothing();
        crashlog = "";
    }

    private void answer(String word) {
        switch (word) {
            case "00:0060000000000220" -> mailbox.say(0, 0x0010_0000_000c_000bL);
            case "00:00200000000c000c" -> mailbox.say(0, 0x0080_0000_0000_0003L);
            case "00:0080000000000001" -> mailbox.say(0, 0x0088_0001_0000_0001L);
            case "00:0050000100000002" -> mailbox.say(1, 0x0010_1000_0000_0000L);
            case "00:0050002000000002" -> starts++;
            case "00:0030000000000000" -> pong();
            default -> answerByType(word);
        }
    }

    private void pong() {
        pings++;
        if (answersPing) {
            mailbox.say(0, 0x0040_0000_0000_0000L);
        }
    }

    private void answerByType(String word) {
        long msg0 = Long.parseUnsignedLong(word.substring(3), 16);
        if (word.startsWith("00:00b")) {
            mailbox.say(0, msg0);
        } else if (word.startsWith("00:006")) {
            mailbox.say(0, 0x0070_0000_0000_0000L | (msg0 & 0xffff));
        } else if (word.startsWith("01:0010")) {
            onCrashlogBuffer(word);
        }
    }

    private void onCrashlogBuffer(String word) {
        crashlog = word;
        if (crashesEarly) {
            crash("early");
        } else {
            mailbox.say(0, 0x0070_0000_0000_0020L);
        }
    }
}
