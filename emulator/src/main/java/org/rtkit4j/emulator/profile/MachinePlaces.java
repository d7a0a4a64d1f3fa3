package org.rtkit4j.emulator.profile;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.nvme.NvmeController;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Where a co-processor has its registers and memory of its own, each with the key of the profile that says so.
final class MachinePlaces {
    private final List<Place> places = new ArrayList<>();

    private record Place(String key, long start, long sizeBytes) {
        // Of places that a machine has, so that they are regions.
        boolean overlaps(Place other) {
            return region().overlaps(other.region());
        }

        private Region region() {
            return new Region(key, start, sizeBytes);
        }
    }

    MachinePlaces(ProfileReader profile, long base) {
        add("base", base, MailboxRegisters.WINDOW_OFFSET + MailboxRegisters.WINDOW_BYTES);
        profile.regions.forEach(region -> add("region." + region.name(), region.start(), region.sizeBytes()));
        add("dma", profile.dma);
        if (profile.display != null) {
            add("display.dma", profile.display.dma());
        }
        if (profile.mtp != null) {
            profile.mtp.windows().forEach(window -> add("mtp.dockchannel", window.start(), window.sizeBytes()));
        }
        if (profile.nvme != null) {
            add(profile.nvme);
        }
    }

    private void add(NvmeConfig nvme) {
        add("nvme", nvme.physAddr(), NvmeRegisters.BYTES);
        if (nvme.variant().hasOwnNvmmu()) {
            add("nvme.nvmmu", nvme.nvmmuAddr(), NvmeController.NVMMU_BYTES);
        }
    }

    private void add(String key, DmaSpec dma) {
        Region registers = dma.registers();
        if (registers != null) {
            add(key, registers.start(), registers.sizeBytes());
        }
    }

    private void add(String key, long start, long sizeBytes) {
        places.add(new Place(key, start, sizeBytes));
    }

    /// Refuses places that a machine does not have any more, and such as lie in each other.
    void requireRoom(Machine machine, Settings settings) {
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            settings.together(() -> isFree(machine, place), place.key);
            places.subList(0, i).stream()
                    .filter(place::overlaps)
                    .findFirst()
                    .ifPresent(other -> refuse(settings, place, other));
        }
    }

    private static boolean isFree(Machine machine, Place place) {
        machine.requireFree(place.start, place.sizeBytes);
        return true;
    }

    private static void refuse(Settings settings, Place place, Place other) {
        throw settings.refused(
                "address is taken: address=0x%x, size=0x%x, by=0x%x"
                        .formatted(place.start, place.sizeBytes, other.start),
                place.key,
                other.key);
    }
}
