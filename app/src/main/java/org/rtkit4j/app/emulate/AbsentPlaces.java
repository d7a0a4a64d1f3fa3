package org.rtkit4j.app.emulate;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.nvme.NvmeRegisters;

/// Tells of accesses to what is not there: each place once, a hundred at most, and whose register it would be. On a
/// Mac such an access stops the AP.
final class AbsentPlaces implements Consumer<TargetFaultException> {
    private static final int MOST = 100;

    private final List<Profile> profiles;
    private final PrintWriter err;
    private final Set<Long> told = new HashSet<>();

    AbsentPlaces(List<Profile> profiles, PrintWriter err) {
        this.profiles = List.copyOf(profiles);
        this.err = err;
    }

    @Override
    public synchronized void accept(TargetFaultException fault) {
        if (told.size() < MOST && told.add(fault.physAddr())) {
            err.println(
                    "rtkit: %s%s; on a Mac this stops the AP".formatted(fault.getMessage(), place(fault.physAddr())));
            err.flush();
        }
    }

    private String place(long physAddr) {
        for (Profile profile : profiles) {
            NvmeConfig nvme = profile.nvme();
            long offset = nvme == null ? -1 : physAddr - nvme.physAddr();
            if (offset >= 0 && offset < NvmeRegisters.BYTES) {
                String name = offset == NvmeRegisters.UNKNOWN_CTRL ? ", UNKNOWN_CTRL, gone since macOS 15" : "";
                return ", register 0x%x of %s%s".formatted(offset, MacTree.nodeName(profile), name);
            }
        }
        return "";
    }
}
