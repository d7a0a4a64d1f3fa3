package org.rtkit4j.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoprocessorKindTest {
    /// As reports, device trees, profiles and captures have them.
    @ParameterizedTest
    @CsvSource({
        "ANS2, ANS",
        "ans-t8015, ANS",
        "nvme, ANS",
        "ans:nvme, ANS",
        "SMC, SMC",
        "macsmc-rtkit, SMC",
        "dcp, DCP",
        "DCPEXT1, DCP",
        "dispext0, DCP",
        "mtp, MTP",
        "AOP, AOP",
        "sio, SIO",
        "ACIO0, ACIO",
        "GFX, GFX",
        "gpu, GFX",
        "pmp, PMP",
        "generic, GENERIC"
    })
    void followsFromTheLettersThatANameBeginsWith(String name, CoprocessorKind expected) {
        assertEquals(expected, CoprocessorKind.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2ans", " smc", "answer", "smcx", "smcz", "SMCZ", "unknown", "ſmc", "ＡＮＳ", "\u0000", "-ans"})
    void isGenericForANameThatNobodyKnows(String name) {
        assertEquals(CoprocessorKind.GENERIC, CoprocessorKind.of(name));
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsOwnNames(CoprocessorKind kind) {
        assertEquals(kind, CoprocessorKind.of(kind.label()));
        assertEquals(kind, CoprocessorKind.of(kind.nodeName()));
    }

    @Test
    void allButTheGenericOneSayWhatTheyAre() {
        assertEquals(
                CoprocessorKind.values().length - 1,
                Arrays.stream(CoprocessorKind.values())
                        .map(CoprocessorKind::title)
                        .filter(title -> !title.isEmpty())
                        .distinct()
                        .count());
    }
}
