package org.example.driver;

import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// Boots the driver on a machine that does not exist.
public final class RunComplement {
    private RunComplement() {}

    public static void main(String[] args) throws Exception {
        var profile = Profile.named("generic");
        try (var machine = EmulatedMachine.with(profile)
                        .endpoint(ComplementDriver.ENDPOINT, ComplementFirmware::new)
                        .build();
                var runner = MachineRunner.start(machine.machine());
                var driver = ComplementDriver.on(Platform.of(machine.coprocessor()))) {
            System.out.printf("the complement of 5 is 0x%x%n", driver.complement(5));
        }
    }
}
