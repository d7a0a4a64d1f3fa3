package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.explain.PanicSentence;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportedMachine;
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
        watchdog timeout: no checkins from watchdogd in 182 seconds (10 totalcheckins since monitoring last enabled), shutdown in progress | KERNEL_WATCHDOG | no co-processor crashed: macOS (the kernel) stopped the Mac because its watchdog service had not reported for 182 seconds, while it was shutting down: the system hung
        WDT timeout: CPU 1 failed to respond | CPU_SILENT | no co-processor crashed: macOS stopped because a processor core (number 1) had not answered
        Kernel trap at 0xffffff8000001111, type = 6=invalid opcode, registers: | KERNEL_TRAP | no co-processor crashed: macOS's kernel met an exception of the processor: invalid opcode
        [data.kalloc.1024]: element modified after free (off:0, val:0x1, sz:1024, ptr:0x2) | ZONE_CORRUPTION | no co-processor crashed: macOS's kernel found memory of its own overwritten, zone data.kalloc.1024
        [ipc ports]: element modified after free (off:0, val:0x1) | ZONE_CORRUPTION | no co-processor crashed: macOS's kernel found memory of its own overwritten, zone ipc ports
        Kernel tag check fault (expected tagged address: 0xf6fffe2000000000) at pc 0x1, lr 0x2 | MEMORY_TAG | no co-processor crashed: macOS's kernel used memory by a pointer whose tag is not that memory's, as where it was freed
        Break 0x0800 instruction exception from kernel. Panic (by design) at pc 0x1, lr 0x2 | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed
        assertion failed: now >= then, file: /x/example_codel.c, line: 1130 @example_socket.c:8238 | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed, at example_socket.c line 8238
        A kext releasing a(n) IOUSBExample has corrupted the registry. | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed
        vm_fault() KERN_FAILURE from guest fault on state 0x1 @sleh.c:3117 | GUEST_FAULT | no co-processor crashed: macOS's kernel failed at an access to memory by a virtual machine that it ran
        No more room to grow table: 0x1 size:258048, used:866, requested elem:524288 @ltable.c:485 | KERNEL_LIMIT | no co-processor crashed: macOS's kernel came to a limit of its own, at ltable.c line 485
        mismatched swapID's 6386399 vs 6386400 @UnifiedPipeline.cpp:14570 | DISPLAY | no co-processor crashed: macOS stopped in the driver of the display, UnifiedPipeline
        Nested panic detected - entry count: 2 panic_caller: 0x1 | NESTED_PANIC | no co-processor crashed: macOS panicked once more while it was writing down a panic; what the first one said is not here
        busy timeout[0], (60s): multiple entries holding the registry busy, IOKit termination queue depth 5: 'Example' (1,2) | REGISTRY_BUSY | no co-processor crashed: macOS stopped because drivers had not come to rest for too long (60 seconds)
        busy timeout[1], (240s): 'AppleExample' | REGISTRY_BUSY | no co-processor crashed: macOS stopped because drivers had not come to rest for too long (240 seconds): AppleExample
        unexpected SIGKILL of launchd (CS_KILLED) with reason -- namespace 3 code 0x4 | INIT_EXITED | no co-processor crashed: macOS stopped because its first process ended
        Zone cache element was used after free! Element 0x1 was corrupted at beginning | ZONE_CORRUPTION | no co-processor crashed: macOS's kernel found memory of its own overwritten
        REQUIRE fail: x != nullptr @ bool AppleSEPBooter::initForSEP(AppleSEPManager *):58 | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) stopped, a co-processor, but not one that runs RTKit
        SEP monitor error: INACCESSIBLE SEP | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) stopped, a co-processor, but not one that runs RTKit
        Missing sensor(s): prs0 | MISSING_SENSORS | no co-processor crashed: macOS restarted the Mac because a service reported sensors that do not answer: prs0
        cannot mount root, errno = 19 | BOOT_FAILURE | no co-processor crashed: macOS stopped because a step of its start failed: mount root
        AppleSEPManager panic for "AppleKeyStore": sks request timeout | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) did not answer, a co-processor, but not one that runs RTKit
        SOCD report detected: (iBoot async abort panic) | SOC_RESET | no co-processor crashed: the Mac (Mac99,1) was reset as a whole; the chip's note of that says: iBoot async abort panic
        "AppleKeyStore":1234: sks timeout strike 3 | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) did not answer, a co-processor, but not one that runs RTKit
        SEP/OS failed to boot at stage 3 | SECURE_ENCLAVE | no RTKit co-processor crashed: the Secure Enclave's own system (SEPOS) did not start, a co-processor, but not one that runs RTKit
        NVRM[0/2:0:0]: Read Error 0x00001111: CFG 0x1 0x2 0x3, BAR0 0x4 | GPU | no co-processor crashed: macOS stopped in the driver of the graphics processor
        assertmsg@/Library/Example/GPUDriversIntel/AppleIntelController.cpp:12 | DISPLAY | no co-processor crashed: macOS stopped in the driver of the display, AppleIntelController
        [SPTM] VIOLATION_EXAMPLE_INVALID: validate_example(example_validation.h:33) state->dart_id(0x3) | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed, at example_validation.h line 33
        m_free: freeing an already freed mbuf @example_mbuf.c:12 | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed, at example_mbuf.c line 12
        Invalid mutex 0xfffffe0011112222 | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed
        Invalid waitq: 0xffffff8012345678 @example_waitq.c:99 | KERNEL_CHECK | no co-processor crashed: one of the checks of macOS's kernel failed, at example_waitq.c line 99
        cannot find IOExampleEngine | BOOT_FAILURE | no co-processor crashed: macOS stopped because a step of its start failed: IOExampleEngine
        ANS-postnand.c:12 - assert failed: x | NVME | no co-processor crashed: macOS stopped because the driver of the storage gave up
        WDT timeout | WATCHDOG_RESET | no co-processor crashed: the Mac (Mac99,1) was reset by a watchdog (WDT timeout)
        something nobody has seen before @Example.cpp:123 | OTHER | no co-processor's crash is in this report: macOS panicked for a reason that this program has no words for, at Example.cpp line 123
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

    /// A report that names no machine still has the kernel's addresses.
    @ParameterizedTest
    @CsvSource({
        "0xffffff8018f8776f, MAC",
        "0xffffff7f8c4d1aae, MAC",
        "0xfffffe001429199c, MAC",
        "0xfffffff011112222, UNKNOWN",
        "0x1, UNKNOWN",
    })
    void theKernelsAddressesTellAMac(String caller, ReportedMachine.Family family) {
        SystemPanic panic = Fixtures.read("panic(cpu 0 caller " + caller + "): Machine Check at 0x1, registers:\n")
                .panics()
                .getFirst();
        assertEquals(family, panic.machine().family());
    }

    @ParameterizedTest
    @CsvSource({
        "iPhone OS 99.1 (99A1), PHONE",
        "iPad OS 99.1 (99A1), TABLET",
        "Watch OS 99.1 (99A1), WATCH",
        "Bridge OS 99.1 (99A1), T2",
        "99A1, UNKNOWN"
    })
    void theSystemsNameTellsTheFamilyWhereNoModelIsNamed(String system, ReportedMachine.Family family) {
        assertEquals(family, new ReportedMachine("", "", "", "", system, "", "", 0).family());
    }

    /// Intel Macs print values below their labels, and how long they ran in nanoseconds.
    @Test
    void theLayoutOfIntelMacsIsRead() {
        SystemPanic panic = Fixtures.read("""
            panic(cpu 0 caller 0xffffff8018f8776f): Kernel trap at 0xffffff8018f7e99a, type 14=page fault, registers:
            Backtrace (CPU 0), Frame : Return Address
            0xffffff921b4db5f0 : 0xffffff8018e6c1c6

            BSD process name corresponding to current thread: exampled

            Mac OS version:
            99D109

            Kernel version:
            Darwin Kernel Version 99.2.0: Thu Jan  1 00:00:00 PST 2030; root:xnu-1~1/RELEASE_X86_64
            Kernel UUID: 00000000-0000-0000-0000-000000000001
            System model name: MacBookPro15,1 (Mac-0000000000000000)

            System uptime in nanoseconds: 5400123456789
            """).panics().getFirst();
        assertEquals("99D109", panic.machine().system());
        assertEquals(
                "Darwin Kernel Version 99.2.0: Thu Jan  1 00:00:00 PST 2030; root:xnu-1~1/RELEASE_X86_64",
                panic.machine().kernel());
        assertEquals(5400, panic.uptime().sinceBoot());
        assertEquals("exampled", panic.trace().task());
    }
}
