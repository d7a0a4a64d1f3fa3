package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.profile.Profile;

/// U-Boot as host: what it does with the storage of a Mac, up to the firmware that it does not survive.
@DisplayName("U-Boot as host")
@ExtendWith(ScenarioList.class)
class UBootHostTest {
    private static UBoot uboot;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        uboot = UBoot.build(UBoot.requireSources(), "uboot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans-12.3", "ans-13.5"})
    void usesTheDiskAndComesBackBehindACrashWhenItIsProbedAgain(String firmware) throws Exception {
        assertEquals(
                List.of(
                        "boot: done",
                        "read: done",
                        "write: done",
                        "sleep: done",
                        "recover: read moves 0 of 3 blocks",
                        "Error: apple,nvme-ans2: Shutdown timed out!",
                        "again: done"),
                lines(Profile.named(firmware)));
    }

    @Test
    void givesUpWhereFirmwareAsksForAUnifiedLogBeforeItIsOn() throws Exception {
        assertEquals(
                List.of(
                        "apple_rtkit_boot: unexpected endpoint 8",
                        "apple_nvme_probe: NVMe apple_rtkit_boot returned: -22",
                        "boot: probe returns -22 (Invalid argument)"),
                lines(Profile.named("ans-14.7")));
    }

    @Test
    void touchesTheRegisterThatIsNotThereSinceMacOs15() throws Exception {
        assertEquals(
                List.of("SError: load of 32 bits at 0x27bce4008"),
                lines(Profile.named("ans-15").with("oslog.bytes", "0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t8015", "t8132"})
    void hasNoDriverForOtherControllers(String chip) throws Exception {
        assertEquals(
                List.of("boot: no driver for apple,%s-nvme-ans2".formatted(chip)), lines(Profile.named("ans-" + chip)));
    }

    private List<String> lines(Profile profile) throws Exception {
        return uboot.run(folder.resolve("mac.sock"), profile).lines();
    }
}
