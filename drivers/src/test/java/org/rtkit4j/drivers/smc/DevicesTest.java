package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rtkit4j.drivers.smc.GpioPin.Trigger;
import org.rtkit4j.drivers.smc.Sensor.Kind;

/// Pins, clock, power, events, sensors, battery.
class DevicesTest {
    @Test
    void findsAndDrivesPins() throws Exception {
        try (var rig = SmcRig.of("awkward")) {
            assertEquals(
                    List.of(0x00, 0x0d, 0x3f, 0xff),
                    rig.smc.pins().stream().map(GpioPin::number).toList());
            GpioPin pin = rig.smc.pin(0x0d);
            assertFalse(pin.isOutput());
            pin.drive(true);
            assertTrue(pin.isOutput());
            // A plain read would give the level once only.
            assertTrue(pin.level());
            assertTrue(pin.level());
            assertFalse(pin.canInterrupt());
            assertTrue(rig.smc.pin(0).canInterrupt());
        }
    }

    @Test
    void aPinThatDoesNotTellItsModeIsAnInputWhereItInterrupts() throws Exception {
        try (var rig = SmcRig.of("awkward")) {
            assertThrows(SmcException.class, () -> rig.smc.pin(0x3f).isOutput());
            GpioPin irq = rig.smc.pin(0);
            irq.interruptOn(Trigger.RISING);
            assertFalse(irq.isOutput());
        }
    }

    @Test
    void tellsOfEventsInOrder() throws Exception {
        try (var rig = SmcRig.of("awkward")) {
            var heard = new LinkedBlockingQueue<SmcEvent>();
            rig.smc.events().subscribe(subscriber(heard));
            rig.smc.listen(true);
            rig.smc.pin(0).interruptOn(Trigger.BOTH);
            rig.happens(() -> {
                rig.board.press(true);
                rig.board.press(false);
                rig.board.lid(true);
                rig.board.drive(0, true);
                rig.board.happen(0x7004_0000);
            });
            assertEquals(new SmcEvent.Button(0x7201_0101, 1, true), next(heard));
            assertEquals(new SmcEvent.Button(0x7201_0100, 1, false), next(heard));
            assertEquals(new SmcEvent.Lid(0x7203_0101, true), next(heard));
            assertEquals(new SmcEvent.Interrupt(0x7202_0000, 0), next(heard));
            assertEquals(new SmcEvent.Other(0x7004_0000), next(heard));
            rig.smc.listen(false);
            rig.happens(() -> rig.board.lid(false));
            assertTrue(heard.isEmpty());
        }
    }

    @Test
    void readsTheClock() throws Exception {
        try (var rig = SmcRig.of("notebook")) {
            rig.clock.advance(3_000_000_000L);
            long ticks = rig.smc.clock().ticks();
            assertEquals(3 * 32768, (double) ticks, 3 * 32768 / 10.0);
            Instant time = Instant.parse("2026-03-01T12:00:00Z");
            long offset = rig.smc.clock().offsetFor(time);
            var lag = Duration.between(time, rig.smc.clock().now(offset));
            assertTrue(lag.abs().toMillis() < 1000, lag.toString());
        }
    }

    @Test
    void ticksAreSignedAnd32768MakeASecond() {
        assertEquals(Instant.parse("1970-01-01T00:00:01.500Z"), SmcClock.instantOf(49152));
        assertEquals(Instant.parse("1969-12-31T23:59:59.500Z"), SmcClock.instantOf(-16384));
    }

    @Test
    void asksForAPowerState() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            rig.smc.power(PowerAction.RESTART);
            assertEquals(0x7265_7374, rig.board.powerRequest());
        }
        assertTrue(PowerAction.isDangerous(SmcKey.of("MBSE")));
        assertTrue(PowerAction.isDangerous(SmcKey.of("gP0d")));
        assertFalse(PowerAction.isDangerous(SmcKey.of("F0Tg")));
    }

    @Test
    void namesSensorsAsHwmonDoes() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            List<Sensor> sensors = Sensors.find(rig.smc);
            assertEquals(
                    22,
                    sensors.stream().filter(s -> s.kind() == Kind.TEMPERATURE).count());
            assertEquals(new Sensor(SmcKey.of("TA0P"), Kind.TEMPERATURE, "temp1", null), sensors.getFirst());
            assertEquals("°C", sensors.getFirst().kind().unit());
            assertTrue(sensors.contains(new Sensor(SmcKey.of("VD0R"), Kind.VOLTAGE, "in0", "input")));
            assertTrue(sensors.contains(new Sensor(SmcKey.of("PSTR"), Kind.POWER, "power2", "whole system")));
            Fan fan = Sensors.fans(rig.smc).getFirst();
            assertEquals("fan1", fan.sensor().hwmon());
            assertEquals(1699, rig.smc.value(fan.minimum()).number());
        }
    }

    @Test
    void aFanIsCalledWhatItsKeySaysWhereThatSaysSomething() throws Exception {
        String fans = """
                {"keys": [
                  {"key": "#KEY", "type": "ui32", "order": "big", "is": "count"},
                  {"key": "F0Ac", "type": "flt", "value": 1700}, {"key": "F0ID", "type": "ch8*", "size": 8, "value": " Left"},
                  {"key": "F1Ac", "type": "flt", "value": 1700}, {"key": "F1ID", "type": "ch8*", "size": 8, "value": "  "},
                  {"key": "F2Ac", "type": "flt", "value": 1700}, {"key": "F2ID", "type": "ui8", "value": 2},
                  {"key": "F3Ac", "type": "flt", "value": 1700}
                ]}
                """;
        try (var rig = SmcRig.withKeys(fans)) {
            List<@Nullable String> labels =
                    Sensors.find(rig.smc).stream().map(Sensor::label).toList();
            assertEquals(Arrays.asList("Left", null, null, null), labels);
        }
    }

    @Test
    void aFanThatIsSetByHandKeepsItsTarget() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            Fan fan = Sensors.fans(rig.smc).getFirst();
            rig.smc.put(fan.mode(), new SmcValue.Unsigned(1));
            rig.smc.put(fan.target(), new SmcValue.Real(3000));
            assertEquals(3000, rig.smc.value(fan.sensor().key()).number(), 5);
        }
    }

    @Test
    void readsABattery() throws Exception {
        try (var rig = SmcRig.of("notebook")) {
            Battery battery = Battery.read(rig.smc);
            assertTrue(battery.isPresent());
            assertEquals(OptionalInt.of(82), battery.percent());
            assertEquals(OptionalInt.of(4382), battery.fullMah());
            assertEquals(0.82 * 4382, battery.remainingMah().orElseThrow(), 1);
            assertEquals(OptionalInt.of(-900), battery.milliamps());
            assertEquals(OptionalInt.empty(), battery.minutesToFull());
            // 82 % of 4382 mAh at 900 mA: 3.99 hours
            assertEquals(239, battery.minutesToEmpty().orElseThrow(), 1);
        }
    }

    @Test
    void readsTheChargeOfOlderFirmwareTheOtherWayRound() throws Exception {
        try (var rig = SmcRig.of("awkward")) {
            assertEquals(0.82 * 4382, Battery.read(rig.smc).remainingMah().orElseThrow(), 1);
        }
    }

    @Test
    void aMachineWithoutABatterySaysSo() throws Exception {
        try (var rig = SmcRig.of("desktop")) {
            assertFalse(Battery.read(rig.smc).isPresent());
        }
    }

    @Test
    void aSensorNameIsAskedForByNumber() throws Exception {
        try (var rig = SmcRig.of("notebook")) {
            byte[] name = rig.smc.readWrite(SmcKey.of("aDC?"), new byte[] {0}, 4);
            assertEquals("BP00", new String(name, java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private static SmcEvent next(LinkedBlockingQueue<SmcEvent> heard) throws InterruptedException {
        return heard.poll(60, TimeUnit.SECONDS);
    }

    private static Flow.Subscriber<SmcEvent> subscriber(LinkedBlockingQueue<SmcEvent> heard) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(SmcEvent event) {
                heard.add(event);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
        };
    }
}
