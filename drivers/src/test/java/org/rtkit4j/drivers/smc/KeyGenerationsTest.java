package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.drivers.smc.ChargeControl.Behaviour;
import org.rtkit4j.emulator.smc.KeySet;

/// Keys that come and go, grow and shrink, and turn round, from one year's firmware to the next.
class KeyGenerationsTest {
    static Stream<String> generations() {
        return KeySet.generations().stream();
    }

    @ParameterizedTest
    @MethodSource("generations")
    void theBatteryReadsTheSameWithTheKeysOfEveryYear(String keys) throws Exception {
        try (var old = SmcRig.of("notebook");
                var rig = SmcRig.of(keys)) {
            Battery expected = Battery.read(old.smc);
            assertEquals(expected, Battery.read(rig.smc));
            assertEquals(expected.remainingMah(), Battery.read(rig.smc).remainingMah(), "the second time too");
        }
    }

    // Both readings of B0RM are as far from the percentage: only BCF0 tells.
    @ParameterizedTest
    @CsvSource({"ui32, big, 4", "ui8, little, 1"})
    void theSizeOfOneKeyTellsTheOrderOfAnother(String type, String order, int size) throws Exception {
        String keys = """
                {"keys": [{"key": "BRSC", "type": "ui8", "value": 50}, {"key": "B0FC", "type": "ui16", "value": 7710},
                {"key": "BCF0", "type": "%s", "value": 0},
                {"key": "B0RM", "type": "ui16", "order": "%s", "value": 3840}]}""".formatted(type, order);
        try (var rig = SmcRig.withKeys(keys)) {
            assertEquals(size, rig.smc.info(SmcKey.of("BCF0")).sizeBytes());
            assertEquals(OptionalInt.of(3840), Battery.read(rig.smc).remainingMah());
            ByteOrder expected = order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            assertEquals(expected, rig.smc.order(SmcKey.of("B0RM")));
        }
    }

    @Test
    void anotherSizeTellsNothingAndThePercentageDecides() throws Exception {
        String keys = """
                {"keys": [{"key": "BRSC", "type": "ui8", "value": 50}, {"key": "B0FC", "type": "ui16", "value": 4000},
                {"key": "BCF0", "type": "ui16", "value": 0},
                {"key": "B0RM", "type": "ui16", "order": "big", "value": 2001}]}""";
        try (var rig = SmcRig.withKeys(keys)) {
            assertEquals(OptionalInt.of(2001), Battery.read(rig.smc).remainingMah());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "notebook-12.3, AUTO INHIBIT DISCHARGE, CH0C",
        "notebook-13.5, AUTO INHIBIT DISCHARGE, CH0C",
        "notebook-14.7, AUTO INHIBIT DISCHARGE DISCHARGE_TO_LIMIT, CH0C",
        "notebook-15, AUTO INHIBIT DISCHARGE DISCHARGE_TO_LIMIT, CHTE",
        "notebook-27, AUTO INHIBIT DISCHARGE_TO_LIMIT, CHTE"
    })
    void chargingIsControlledByTheKeysThatAreThere(String keys, String behaviours, String key) throws Exception {
        try (var rig = SmcRig.of(keys)) {
            ChargeControl charge = new ChargeControl(rig.smc);
            Set<Behaviour> expected = EnumSet.noneOf(Behaviour.class);
            for (String name : behaviours.split(" ", -1)) {
                expected.add(Behaviour.valueOf(name));
            }
            assertEquals(expected, charge.supported());
            for (Behaviour behaviour : expected) {
                charge.behave(behaviour);
                assertEquals(behaviour, charge.behaviour());
            }
            charge.behave(Behaviour.INHIBIT);
            assertEquals(1, rig.board.written(key).orElseThrow()[0]);
            charge.behave(Behaviour.AUTO);
            assertEquals(0, rig.board.written(key).orElseThrow()[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "notebook-13.5, 80",
        "notebook-13.5, 100",
        "notebook-14.7, 10",
        "notebook-14.7, 70",
        "notebook-14.7, 99",
        "notebook-14.7, 100",
        "notebook-27, 100"
    })
    void aLimitIsSetThatTheFirmwareCanHave(String keys, int limit) throws Exception {
        try (var rig = SmcRig.of(keys)) {
            new ChargeControl(rig.smc).limit(limit);
            assertEquals(OptionalInt.of(limit), new ChargeControl(rig.smc).limit());
        }
    }

    // Of each key that a year's firmware may have, alone: what it can do is done, all else is refused, and then nothing
    // is written.
    @ParameterizedTest
    @CsvSource({
        "CH0C hex_ 1, AUTO INHIBIT, 100 100",
        "CHTE ui32 4, AUTO INHIBIT, 100 100",
        "CH0I ui8 1, AUTO DISCHARGE, 100 100",
        "CHLS ui16 2, AUTO DISCHARGE_TO_LIMIT, 10 100",
        "CHWA flag 1, AUTO, 80 100",
        "BRSC ui8 1, '', 100 100"
    })
    void eachKeyExpressesWhatItCanAndNoMore(String key, String behaviours, String ends) throws Exception {
        String[] shape = key.split(" ", -1);
        String keys = """
                {"keys": [{"key": "%s", "type": "%s", "size": %s, "flags": "rw"}]}""".formatted(shape[0], shape[1], shape[2]);
        for (int limit = 1; limit <= 110; limit++) {
            boolean isNear = ends.equals("10 100") && limit >= 10 && limit <= 100;
            boolean isPossible = isNear || List.of(ends.split(" ", -1)).contains(String.valueOf(limit));
            try (var rig = SmcRig.withKeys(keys)) {
                assertLimit(rig, limit, isPossible);
                assertTrue(isPossible || rig.board.written(shape[0]).isEmpty(), "limit " + limit);
            }
        }
        for (Behaviour behaviour : Behaviour.values()) {
            try (var rig = SmcRig.withKeys(keys)) {
                boolean isPossible = behaviour == Behaviour.AUTO
                        || List.of(behaviours.split(" ", -1)).contains(behaviour.name());
                assertBehaviour(rig, behaviour, isPossible);
                assertTrue(isPossible || rig.board.written(shape[0]).isEmpty(), behaviour.name());
            }
        }
    }

    private static void assertLimit(SmcRig rig, int limit, boolean isPossible) throws Exception {
        ChargeControl charge = new ChargeControl(rig.smc);
        if (isPossible) {
            charge.limit(limit);
            assertEquals(limit, charge.limit().orElse(ChargeControl.FULL));
        } else {
            assertThrows(IllegalArgumentException.class, () -> charge.limit(limit), "limit " + limit);
        }
    }

    private static void assertBehaviour(SmcRig rig, Behaviour behaviour, boolean isPossible) throws Exception {
        ChargeControl charge = new ChargeControl(rig.smc);
        if (isPossible) {
            charge.behave(behaviour);
            assertEquals(behaviour, charge.behaviour());
        } else {
            assertThrows(IllegalArgumentException.class, () -> charge.behave(behaviour), behaviour.name());
        }
    }

    @Test
    void aLimitOutlivesAChangeOfBehaviour() throws Exception {
        try (var rig = SmcRig.of("notebook-15")) {
            ChargeControl charge = new ChargeControl(rig.smc);
            charge.limit(65);
            charge.limit(90);
            assertArrayEquals(new byte[] {90, 0}, rig.board.written("CHLS").orElseThrow());
            charge.limit(65);
            charge.behave(Behaviour.DISCHARGE_TO_LIMIT);
            assertEquals(OptionalInt.of(65), charge.limit());
            charge.limit(90);
            assertEquals(Behaviour.DISCHARGE_TO_LIMIT, charge.behaviour());
        }
    }

    // It may be one that nobody may write.
    @Test
    void whatAKeyHoldsAlreadyIsNotWritten() throws Exception {
        try (var rig = SmcRig.of("notebook-15")) {
            ChargeControl charge = new ChargeControl(rig.smc);
            charge.behave(charge.behaviour());
            charge.limit(charge.limit().orElseThrow());
            for (String key : List.of("CHLS", "CHTE", "CH0I")) {
                assertTrue(rig.board.written(key).isEmpty(), key);
            }
            charge.behave(Behaviour.INHIBIT);
            assertTrue(rig.board.written("CHTE").isPresent());
            assertTrue(rig.board.written("CH0I").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 101, -1})
    void whatIsNoLimitIsRefusedBeforeAnythingIsWritten(int limit) throws Exception {
        try (var rig = SmcRig.of("notebook-15")) {
            assertThrows(IllegalArgumentException.class, () -> new ChargeControl(rig.smc).limit(limit));
            assertTrue(rig.board.written("CHLS").isEmpty());
        }
    }

    @Test
    void aMachineWithoutSuchKeysSaysSo() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            ChargeControl charge = new ChargeControl(rig.smc);
            assertEquals(Set.of(), charge.supported());
            assertEquals(OptionalInt.empty(), charge.limit());
            assertThrows(IllegalArgumentException.class, () -> charge.behave(Behaviour.INHIBIT));
            assertThrows(IllegalArgumentException.class, () -> charge.limit(80));
            assertEquals(Optional.empty(), Battery.isCritical(rig.smc));
        }
    }

    @ParameterizedTest
    @MethodSource("generations")
    void theControllerTellsOfAnEmptyBatteryOnceItWasAsked(String keys) throws Exception {
        try (var rig = SmcRig.of(keys)) {
            List<SmcEvent> heard = hear(rig.smc);
            rig.smc.listen(true);
            rig.happens(() -> rig.board.happen(0x7102_0000));
            rig.happens(() -> rig.board.happen(0x7101_0103));
            assertEquals(Optional.of(true), Battery.isCritical(rig.smc));
            rig.happens(() -> rig.board.happen(0x7102_0000));
            var expected = List.of(
                    new SmcEvent.Power(0x7101_0103, SmcEvent.PowerChange.CHARGER),
                    new SmcEvent.Power(0x7102_0000, SmcEvent.PowerChange.BATTERY_CRITICAL));
            while (heard.size() < expected.size()) {
                Thread.onSpinWait();
            }
            assertEquals(expected, heard);
        }
    }

    private static List<SmcEvent> hear(Smc smc) {
        List<SmcEvent> heard = Collections.synchronizedList(new ArrayList<>());
        smc.events().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(SmcEvent event) {
                heard.add(event);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        return heard;
    }

    @Test
    void theSecondBankOfPinsComesBehindTheFirst() throws Exception {
        try (var rig = SmcRig.of("notebook-26")) {
            List<GpioPin> pins = rig.smc.pins();
            assertEquals("gP00", pins.getFirst().key().toString());
            assertEquals("gp0f", pins.getLast().key().toString());
            assertFalse(pins.getLast().key().equals(pins.getFirst().key()));
            pins.getLast().drive(true);
            assertEquals(36 + 16, pins.size());
        }
    }
}
