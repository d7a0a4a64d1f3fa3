package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.smc.KeySet;

class EnumerationTest {
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void binarySearchFindsWhatLinearSearchDoes(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 10; round++) {
            List<String> names = randomNames(random);
            try (var rig = SmcRig.withKeys(json(names, random.nextBoolean() ? "swapped" : "raw"))) {
                for (int i = 0; i < 30; i++) {
                    String prefix = randomName(random).substring(0, random.nextInt(5));
                    List<String> linear =
                            names.stream().filter(n -> n.startsWith(prefix)).toList();
                    assertEquals(linear, names(rig.smc.keys(prefix)), "prefix=" + prefix);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notebook", "desktop", "awkward"})
    void listsEveryKeyOfASet(String set) throws Exception {
        try (var rig = SmcRig.of(set)) {
            assertEquals(KeySet.of(set).keyNames(), names(rig.smc.keys("")));
        }
    }

    @Test
    void findsAPrefixInFewQuestions() throws Exception {
        try (var rig = SmcRig.of("notebook")) {
            rig.smc.keyAt(0);
            long before = rig.board.commands();
            assertEquals(36, rig.smc.keys("gP").size());
            // The count, eleven halvings of 1,418 keys, 36 names and the one behind them.
            assertTrue(rig.board.commands() - before <= 1 + 11 + 36 + 1, () -> "" + rig.board.commands());
        }
    }

    @Test
    void asksForAKeysDescriptionOnce() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            rig.smc.value(SmcKey.of("TA0P"));
            long before = rig.board.commands();
            rig.smc.value(SmcKey.of("TA0P"));
            assertEquals(1, rig.board.commands() - before);
        }
    }

    private static List<String> randomNames(SplittableRandom random) {
        var names = new TreeSet<String>();
        names.add("#KEY");
        for (int i = random.nextInt(60); i > 0; i--) {
            names.add(randomName(random));
        }
        return new ArrayList<>(names);
    }

    // Few letters, so that prefixes are shared, among them the first and last that are printable.
    private static String randomName(SplittableRandom random) {
        String letters = " #AB~";
        return random.ints(4, 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static String json(List<String> names, String order) {
        return names.stream()
                .map(n -> n.equals("#KEY")
                        ? "{\"key\": \"#KEY\", \"type\": \"ui32\", \"order\": \"big\", \"is\": \"count\"}"
                        : "{\"key\": \"%s\", \"type\": \"ui8\"}".formatted(n))
                .collect(Collectors.joining(",", "{\"indexOrder\": \"" + order + "\", \"keys\": [", "]}"));
    }

    private static List<String> names(List<SmcKey> keys) {
        return keys.stream().map(SmcKey::toString).toList();
    }
}
