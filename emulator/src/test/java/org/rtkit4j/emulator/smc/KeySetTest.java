package org.rtkit4j.emulator.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;

class KeySetTest {
    @Test
    void theSetsThatComeWithTheEmulatorAreReadAndSorted() {
        for (String name : KeySet.names()) {
            List<String> keys = KeySet.of(name).keyNames();
            assertEquals(keys.stream().sorted().toList(), keys);
        }
        assertEquals(1418, KeySet.of("notebook").size());
        assertEquals(69, KeySet.of("desktop").size());
        assertEquals(59, KeySet.of("awkward").size());
    }

    @Test
    void expandsPatterns() {
        assertEquals(List.of("TC0a", "TC0b", "TC2a", "TC2b"), KeyPattern.expand("TC[02][a-b]"));
        assertEquals(List.of("aDC?"), KeyPattern.expand("aDC?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "[] @ t:1: a key set is an object",
                "{\"description\": [\"a\", \"b\"]} @ t:1: not a text: description",
                "{\"description\": {\"indexOrder\": \"raw\"}} @ t:1: not a text: description",
                "{\"description\": null} @ t:1: not a text: description",
                "{\"indexOrder\": [\"raw\"]} @ t:1: not a text: indexOrder",
                "{\"keys\": [{\"key\": {}}]} @ t:1: no value for a key: key",
                "{\"keys\": [{\"key\": \"ABCD\", \"value\": [[1]]}]} @ t:1: not a number",
                "{\"color\": 1} @ t:1: unknown field: color",
                "{\"keys\": [1]} @ t:1: a key is an object",
                "{\"keys\": [{\"key\": \"ABC\", \"type\": \"ui8\"}]} @ t:1: not four letters: ABC",
                "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"none\"}]} @ t:1: size is missing, type has none: none",
                "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"ui8\", \"x\": 1}]} @ t:1: unknown field of a key: x",
                "{\"keys\": [{\"key\": \"AB[0-1\", \"type\": \"ui8\"}]} @ t:1: no ] in AB[0-1",
                "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"hex_\", \"size\": 256}]} @ t:1: size is not 0 to 255: 256",
                "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"ui8\", \"is\": \"x\"}]} @ t:1: no such role: x",
                "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"ui8\", \"fails\": \"2\"}]} @ t:1: not of the form 1/20: 2",
                "{\"keys\": [{\"key\": \"AB[0-1]C\", \"type\": \"ui8\"}, {\"key\": \"AB1C\", \"type\": \"ui8\"}]}"
                        + " @ t:1: key is given twice: AB1C",
            })
    void refusesInOneLineThatNamesThePlace(String json, String message) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> KeySet.parse("t", json.getBytes(StandardCharsets.UTF_8)));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesMutations(long seed) throws java.io.IOException {
        var random = new SplittableRandom(seed);
        byte[] good;
        try (var in = KeySet.class.getResourceAsStream("awkward.json")) {
            good = in.readAllBytes();
        }
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int j = random.nextInt(1, 8); j > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(0x20, 0x7f);
            }
            try {
                assertTrue(KeySet.parse("t", bad).size() > 0);
            } catch (IllegalArgumentException e) {
                assertTrue(
                        e.getMessage().startsWith("t:")
                                && e.getMessage().lines().count() == 1,
                        e.getMessage());
            }
        }
    }

    @Test
    void readsFaultRulesAndScripts() {
        assertEquals(
                List.of(
                        new FaultRule(SmcFaultKind.LATE_ANSWER, 0, 10, 700_000_000),
                        new FaultRule(SmcFaultKind.SLOW, 0x5443_3061, 1, 300_000_000),
                        new FaultRule(SmcFaultKind.LOST_ANSWER, 0, 20, 0)),
                FaultRule.parse("late-answer 1/10 700ms, slow TC0a 1/1 300ms, lost-answer 1/20"));
        assertThrows(IllegalArgumentException.class, () -> FaultRule.parse("late-answer 1/10"));
        assertThrows(IllegalArgumentException.class, () -> FaultRule.parse("tired 1/10"));
        assertThrows(IllegalArgumentException.class, () -> FaultRule.parse("failing 1/0"));
        assertEquals(
                List.of(new ScriptedEvent(1_000_000_000, 0x7201_0101), new ScriptedEvent(0, 0x7004_0000)),
                ScriptedEvent.parse("1000 power-press, 0 0x7004_0000"));
        assertThrows(IllegalArgumentException.class, () -> ScriptedEvent.parse("soon power-press"));
    }

    @Test
    void aProfileChoosesTheKeys() {
        Profile smc = Profile.named("smc").with("smc.keys", "desktop").with("smc.faults", "failing F0Tg 1/2");
        assertEquals(List.of(0x20), smc.appEndpoints());
        assertThrows(ProfileException.class, () -> smc.with("smc.keys", "toaster"));
        assertThrows(ProfileException.class, () -> Profile.named("generic").with("smc.keys", "desktop"));
    }
}
