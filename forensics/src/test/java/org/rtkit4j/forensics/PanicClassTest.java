package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.SystemPanic;

/// The classes of panics: a text of each shape, with invented values, and the sentence that it gets.
class PanicClassTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        watchdog timeout: no checkins from watchdogd in 94 seconds | KERNEL_WATCHDOG | no co-processor crashed: macOS (the kernel) stopped the Mac because its watchdog service had not reported for 94 seconds: the system hung
        userspace watchdog timeout: no successful checkins from WindowServer in 120 seconds | USERSPACE_WATCHDOG | no co-processor crashed: macOS restarted the Mac because a service (WindowServer) had not reported for 120 seconds
        userspace watchdog timeout: no successful checkins from com.apple.logd (1 induced crash) in 180 seconds | USERSPACE_WATCHDOG | no co-processor crashed: macOS restarted the Mac because a service (com.apple.logd) had not reported for 180 seconds
        userspace watchdog timeout: remoted returned not alive | USERSPACE_WATCHDOG | no co-processor crashed: macOS restarted the Mac because a service (remoted) had not reported
        Sleep transition timed out after 180 seconds while calling power state change callbacks. Suspected bundle: com.example.driver. Thread 0x12. | SLEEP_WAKE | no co-processor crashed: the Mac did not go to sleep or wake up in time (180 seconds); the report suspects com.example.driver
        Sleep/Wake hang detected | SLEEP_WAKE | no co-processor crashed: the Mac did not go to sleep or wake up in time
        Kernel data abort. at pc 0xfffffe0011112222, lr 0x1 (saved state: 0x2) | KERNEL_DATA_ABORT | no co-processor crashed: macOS's kernel accessed memory that it may not access (data abort)
        Unaligned kernel data abort. at pc 0x1 | KERNEL_DATA_ABORT | no co-processor crashed: macOS's kernel accessed memory that it may not access (data abort)
        Kernel instruction fetch abort. at pc 0x1 | KERNEL_INSTRUCTION_ABORT | no co-processor crashed: macOS's kernel jumped to where there is no code
        Kernel trap at 0xffffff8000001111, type 14=page fault, registers: | KERNEL_TRAP | no co-processor crashed: macOS's kernel met an exception of the processor: page fault
        Kernel trap at 0xffffff8000001111, type 2=NMI, registers: | NMI | no co-processor crashed: macOS was stopped by a non-maskable interrupt (NMI)
        pmap_tte_deallocate(): invalid pmap 0x1 | PAGE_TABLES | no co-processor crashed: macOS's kernel found its page tables inconsistent (pmap)
        [zone.kalloc.32]: element modified after free (off:8, val:0x1) | ZONE_CORRUPTION | no co-processor crashed: macOS's kernel found memory of its own overwritten, zone kalloc.32
        a freed zone element has been modified in zone kalloc.48: expected 0x1 but found 0x2 | ZONE_CORRUPTION | no co-processor crashed: macOS's kernel found memory of its own overwritten, zone kalloc.48
        dart-disp0 (0xfffffe0011112222): SMMU(SMMU) error: SID 0 PTE invalid exception on read | ADDRESS_TRANSLATION | no co-processor crashed: macOS stopped because an address translation refused an access by a device (DART error); it is that of the display (disp0)
        dart-apcie0 (0xfffffe0011112222): DART(DART) error: SID 1 | ADDRESS_TRANSLATION | no co-processor crashed: macOS stopped because an address translation refused an access by a device (DART error); it is that of PCI Express (apcie0)
        apcie[0:wlan]::handleInterrupt: completion timeout | PCI_EXPRESS | no co-processor crashed: macOS stopped at an error of PCI Express, port 0:wlan
        nvme: Fatal error occurred. CSTS=0x3 | NVME | no co-processor crashed: macOS stopped because the driver of the storage gave up
        i2c0::_checkInterrupts error interrupt; last read status 10810100 for device ad5860 | I2C | no co-processor crashed: macOS stopped because an I2C bus failed, with the device ad5860
        i2c3::_runInterruptMode timed out | I2C | no co-processor crashed: macOS stopped because an I2C bus failed, i2c3
        AppleSPMIController: timeout on slave 3 | SPMI | no co-processor crashed: macOS stopped because the bus of the power chips (SPMI) failed: AppleSPMIController
        GPU Panic: mux-regs 3 3 0 | GPU | no co-processor crashed: macOS stopped in the driver of the graphics processor
        AppleCS42L83Audio: codec lost | AUDIO | no co-processor crashed: macOS stopped in an audio driver, AppleCS42L83Audio
        SEP Panic: :sks /sks : 0x1 0x2 | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) stopped, a co-processor, but not one that runs RTKit
        x86 CPU CATERR detected | CATERR | no co-processor crashed: the T2 reset the Mac because its Intel processor reported a catastrophic error (CATERR)
        macOS panic detected | MACOS_PANIC | no co-processor crashed: the T2 saw macOS panic; why it did stands in macOS's own report, if it could write one
        Unexpected SoC (system) watchdog reset occurred | WATCHDOG_RESET | no co-processor crashed: the Mac (Mac99,1) was reset by a watchdog
        SOCD report detected: (AP watchdog expired) | WATCHDOG_RESET | no co-processor crashed: the Mac (Mac99,1) was reset by a watchdog (AP watchdog expired)
        Spinlock acquisition timed out: lock=0x1 | LOCK_TIMEOUT | no co-processor crashed: macOS's kernel waited too long for a lock or for another processor
        initproc exited -- exit reason namespace 2 | INIT_EXITED | no co-processor crashed: macOS stopped because its first process ended
        LLC Bus error from cpu 3: FAR=0x1 | MEMORY_ERROR | no co-processor crashed: macOS stopped at an error of a bus or of memory (LLC Bus error)
        something nobody has seen before | OTHER | no co-processor's crash is in this report: macOS panicked for a reason that this program has no words for
        """)
    void aTextHasAClassAndASentence(String text, PanicClass panicClass, String sentence) {
        SystemPanic panic = Fixtures.read("panic(cpu 0 caller 0xfffffe0011112222): " + text
                        + "\nDebugger message: panic\nSystem model name: Mac99,1 (Mac-1234)\n")
                .panics()
                .getFirst();
        assertEquals(panicClass, panic.cause().panicClass());
        assertEquals(sentence.substring(1), PanicSentence.of(panic).substring(1));
    }
}
