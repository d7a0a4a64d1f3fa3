package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.drivers.smc.GpioPin.Trigger;
import org.rtkit4j.emulator.smc.SmcFaultKind;

/// Pins of an emulated board, and what their interrupts tell.
class PinsTest {
    private static final String KEYS = """
            {"keys": [
              {"key": "#KEY", "type": "ui32", "order": "big", "is": "count"},
              {"key": "NTAP", "type": "ui8", "flags": "w", "is": "notify"},
              {"key": "gP00", "type": "ui32", "flags": "rwf", "is": "gpio", "pin": "interrupt"},
              {"key": "gP1f", "type": "ui32", "flags": "rwf", "is": "gpio"},
              {"key": "gP2F", "type": "ui32", "flags": "rwf", "is": "gpio"},
              {"key": "gPxy", "type": "ui32", "flags": "rw"}
            ]}
            """;

    private final LinkedBlockingQueue<SmcEvent> heard = new LinkedBlockingQueue<>();

    @Test
    void aPinIsAKeyWithTwoSmallHexDigits() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            List<GpioPin> pins = rig.smc.pins();
            assertEquals(List.of(0x00, 0x1f), pins.stream().map(GpioPin::number).toList());
            assertEquals(SmcKey.of("gP1f"), pins.getLast().key());
            assertEquals(SmcKey.of("gP07"), rig.smc.pin(7).key());
            assertThrows(IllegalArgumentException.class, () -> rig.smc.pin(256));
        }
    }

    @Test
    void aPinIsDrivenBothWays() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            GpioPin pin = rig.smc.pin(0x1f);
            pin.drive(true);
            assertTrue(pin.level());
            pin.drive(false);
            assertFalse(pin.level());
            assertTrue(pin.isOutput());
            rig.happens(() -> rig.board.drive(0x1f, true));
            assertTrue(pin.level());
        }
    }

    /// The pin goes high, stays so, goes low, stays so; a one for each time that it interrupts.
    @ParameterizedTest
    @CsvSource({"HIGH, 1100", "LOW, 0011", "RISING, 1000", "FALLING, 0010", "BOTH, 1010"})
    void aPinInterruptsOnWhatItIsToldTo(Trigger trigger, String expected) throws Exception {
        try (var rig = listening()) {
            GpioPin pin = rig.smc.pin(0);
            pin.interruptOn(trigger);
            var interrupts = new StringBuilder();
            for (boolean high : new boolean[] {true, true, false, false}) {
                interrupts.append(interrupts(rig, high));
                pin.acknowledge();
            }
            assertEquals(expected, interrupts.toString());
        }
    }

    @Test
    void aPinIsSilentUntilItsInterruptIsAcknowledgedAndWhereItIsDisabled() throws Exception {
        try (var rig = listening()) {
            GpioPin pin = rig.smc.pin(0);
            assertEquals(0, interrupts(rig, true));
            pin.interruptOn(Trigger.HIGH);
            assertEquals(1, interrupts(rig, true));
            assertEquals(0, interrupts(rig, true));
            pin.acknowledge();
            assertEquals(1, interrupts(rig, true));
            pin.acknowledge();
            pin.disableInterrupt();
            assertEquals(0, interrupts(rig, true));
        }
    }

    /// A refusal says something of the pin; silence does not.
    @Test
    void aPinWhoseControllerIsSilentIsNeitherInputNorOutput() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            GpioPin pin = rig.smc.pin(0);
            assertTrue(pin.canInterrupt());
            for (Executable question : List.<Executable>of(pin::isOutput, pin::canInterrupt, pin::level)) {
                rig.happens(() -> rig.board.inject(SmcFaultKind.LOST_ANSWER, 0));
                assertInstanceOf(
                        SmcFault.TimedOut.class,
                        assertThrows(SmcException.class, question).fault());
            }
        }
    }

    @Test
    void aSubscriberThatDoesNotListenLosesTheNewestEvents() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            rig.smc.events().subscribe(subscriber(0));
            rig.smc.listen(true);
            for (int i = 0; i < 300; i++) {
                rig.happens(() -> rig.board.lid(true));
            }
            assertEquals(300 - Flow.defaultBufferSize(), rig.smc.lostEvents());
        }
    }

    /// Closed late: the firmware has come up anew since, and somebody else listens to it.
    @Test
    void aControllerOfAFirmwareThatHasGoneLetsTheNextOneListen() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            rig.smc.listen(true);
            rig.iop.recover();
            try (var next = rig.open()) {
                next.events().subscribe(subscriber(Long.MAX_VALUE));
                next.listen(true);
                var gone = assertThrows(SmcException.class, () -> rig.smc.pin(0).drive(true));
                assertEquals("smc: the firmware has stopped since: write gP00", gone.getMessage());
                rig.smc.close();
                next.pin(0).interruptOn(Trigger.RISING);
                assertEquals(1, interrupts(rig, true));
            }
        }
    }

    private SmcRig listening() throws Exception {
        var rig = SmcRig.withKeys(KEYS);
        rig.smc.events().subscribe(subscriber(Long.MAX_VALUE));
        rig.smc.listen(true);
        return rig;
    }

    // The lid is told of behind what the pin has to say.
    private int interrupts(SmcRig rig, boolean high) throws InterruptedException {
        rig.happens(() -> {
            rig.board.drive(0, high);
            rig.board.lid(high);
        });
        int count = 0;
        while (heard.take() instanceof SmcEvent.Interrupt(int word, int pin)) {
            assertEquals(0x7202_0000, word);
            assertEquals(0, pin);
            count++;
        }
        return count;
    }

    private Flow.Subscriber<SmcEvent> subscriber(long wanted) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                if (wanted > 0) {
                    subscription.request(wanted);
                }
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
