package org.rtkit4j.forensics.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.model.SystemPanic;

/// Panics of whole systems, as technicians and owners open them.
class SystemPanicFieldTest {
    @Test
    void aMacWhoseWatchdogServiceHungIsExplained() {
        var mac = FieldCase.of("mac-watchdog");
        SystemPanic panic = mac.panic();
        assertEquals(List.of(), mac.file().reports());
        assertEquals(PanicClass.KERNEL_WATCHDOG, panic.cause().panicClass());
        assertEquals(91, panic.cause().seconds());
        assertEquals(0x8443, panic.uptime().sinceBoot());
        assertEquals("T8103", panic.machine().chip());
        assertEquals("M1", panic.machine().chipName());
        assertEquals("99A1", panic.machine().system());
        assertEquals("pid 0: kernel_task", panic.trace().task());
        String text = mac.text();
        assertTrue(
                text.startsWith(
                        "No co-processor crashed: macOS (the kernel) stopped the Mac because its watchdog service"
                                + " had not reported for 91 seconds: the system hung; 9 h 24 min after boot."),
                text);
    }

    @Test
    void aPhoneWithMissingSensorsNamesThem() {
        var phone = FieldCase.of("phone-missing-sensor");
        SystemPanic panic = phone.panic();
        assertEquals(PanicClass.MISSING_SENSORS, panic.cause().panicClass());
        assertEquals("thermalmonitord", panic.cause().subject());
        assertEquals(List.of("Prs0", "mic1"), panic.cause().missingSensors());
        assertEquals(183, panic.uptime().sinceBoot());
        assertEquals("iPhone12,1", panic.machine().model());
        assertEquals("iPhone 11", panic.machine().modelName());
        assertEquals(
                List.of(
                        new ServiceCheckin("logd", 0, 18, 190, 0),
                        new ServiceCheckin("thermalmonitord", 2, 0, 190, -1)),
                panic.services());
        String text = phone.text();
        assertTrue(
                text.startsWith(
                        "No co-processor crashed: iOS restarted the phone because thermalmonitord reported sensors"
                                + " that do not answer: Prs0, mic1; 183 s after boot."),
                text);
        Stream.of(
                        "\"format\" : \"macos-panic\"",
                        "\"kind\" : \"userspace watchdog, missing sensors\"",
                        "\"part\" : \"sensor Prs0, mic1\"",
                        "\"secondsSinceBoot\" : 183",
                        "\"modelName\" : \"iPhone 11\"")
                .forEach(part -> assertTrue(phone.json().contains(part), part));
    }

    @Test
    void aPanicStringWithoutAPanicIsStillTheT2s() {
        var reset = FieldCase.of("panicstring-without-panic");
        assertEquals(PanicClass.WATCHDOG_RESET, reset.panic().cause().panicClass());
        assertEquals(1, reset.file().panics().size(), "`not yet set` is no panic");
        assertTrue(
                reset.text()
                        .startsWith(
                                "No co-processor crashed: the T2 (iBridge2,14) was reset by a watchdog (during sleep/wake"
                                        + " transition), and the Mac with it."),
                reset.text());
    }

    @Test
    void aCrashIsShownWithUptimeModelAndInitiator() {
        var phone = FieldCase.of("uptime-and-initiator");
        var details = phone.crash().details();
        assertEquals("183", details.get("secondsSinceBoot"));
        assertEquals("iPhone 13 Pro Max", details.get("modelName"));
        assertEquals("SMC", details.get("panicInitiator"));
        assertEquals("3", details.get("repairStatus"));
        assertEquals("8110", details.get("socId"));
        assertEquals(List.of("com.apple.driver.RTBuddy"), phone.panic().trace().extensions());
        assertEquals(PanicClass.COPROCESSOR, phone.panic().cause().panicClass());
        String text = phone.text();
        Stream.of("since boot 183 s", "iPhone14,3 (iPhone 13 Pro Max)", "initiator SMC", "repair status 3")
                .forEach(part -> assertTrue(text.contains(part), text));
        assertTrue(phone.json().contains("\"kernelExtensions\" : [ \"com.apple.driver.RTBuddy\" ]"), phone.json());
    }

    @Test
    void theKindOfAStopIsInTheFirstSentence() {
        var pmp = FieldCase.of("kind-words-lost");
        assertEquals(
                new CrashKind(CrashKind.Stop.INTERRUPTED, "NMI FIQ"),
                pmp.crash().site().kind());
        String text = pmp.text();
        assertTrue(
                text.contains("by a non-maskable interrupt (NMI FIQ): somebody else, usually a watchdog, stopped it"),
                text);
        assertTrue(text.startsWith("The power management processor (PMP) crashed"), text);
    }
}
