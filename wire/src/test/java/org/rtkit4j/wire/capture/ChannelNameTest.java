package org.rtkit4j.wire.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.wire.message.Vocabulary;

class ChannelNameTest {
    @ParameterizedTest
    @CsvSource({
        "ans, ANS",
        "ANS2:NVMe, NVME",
        "ans:nvme, NVME",
        ":nvme, NVME",
        "nvme, ANS",
        "mtp:dockchannel, DOCKCHANNEL",
        "MTP:DockChannel, DOCKCHANNEL",
        ":dockchannel, DOCKCHANNEL",
        "mtp:dockchannels, GENERIC",
        "ans:nvme2, ANS",
        "DCPEXT1, DCP",
        "smc, SMC",
        "unknown, GENERIC",
        "'', GENERIC"
    })
    void saysWhatIsSaidThere(String name, Vocabulary expected) {
        assertEquals(expected, ChannelName.vocabulary(name));
    }

    @ParameterizedTest
    @CsvSource({"ans, ans:nvme", "ANS2, ANS2:nvme"})
    void tellsDoorbellsFromTheMailbox(String coprocessor, String doorbells) {
        assertEquals(doorbells, ChannelName.ofDoorbells(coprocessor));
        assertEquals(Vocabulary.NVME, ChannelName.vocabulary(doorbells));
    }

    @Test
    void tellsPacketsFromTheMailbox() {
        assertEquals("mtp:dockchannel", ChannelName.ofPackets("mtp"));
    }
}
