package org.rtkit4j.forensics.model;

import java.util.Map;

/// The machine of a report. What the report does not say is empty.
///
/// @param model Apple's identifier: `iPhone12,1`
/// @param modelName what it is sold as: `iPhone 11`
/// @param chip the number in the kernel's version: `T8103`
/// @param chipName what it is sold as: `M1`
/// @param system the system and its build: `iPhone OS 99.1 (99A1)`, or the build alone
/// @param kernel the kernel's version
/// @param bootLoader the version of iBoot
/// @param caller where in the kernel the panic was called for, or 0
public record ReportedMachine(
        String model,
        String modelName,
        String chip,
        String chipName,
        String system,
        String kernel,
        String bootLoader,
        long caller) {
    private static final Map<String, Family> MARKS = Map.of(
            "iPhone", Family.PHONE,
            "iPad", Family.TABLET,
            "Watch", Family.WATCH,
            "AppleTV", Family.TV,
            "RealityDevice", Family.HEADSET,
            "AudioAccessory", Family.LOUDSPEAKER,
            "iBridge", Family.T2,
            "VirtualMac", Family.VIRTUAL,
            "QEMU", Family.VIRTUAL,
            "VMware", Family.VIRTUAL);

    /// The first word of a system's name, `iPhone OS 99.1 (99A1)`, where no model is named.
    private static final Map<String, Family> SYSTEMS = Map.of(
            "iPhone", Family.PHONE,
            "iOS", Family.PHONE,
            "iPad", Family.TABLET,
            "iPadOS", Family.TABLET,
            "Watch", Family.WATCH,
            "watchOS", Family.WATCH,
            "tvOS", Family.TV,
            "visionOS", Family.HEADSET,
            "xrOS", Family.HEADSET,
            "audioOS", Family.LOUDSPEAKER);

    /// The families that are spoken of differently.
    public enum Family {
        PHONE("iOS", "the phone"),
        TABLET("iPadOS", "the iPad"),
        WATCH("watchOS", "the watch"),
        TV("tvOS", "the Apple TV"),
        HEADSET("visionOS", "the headset"),
        LOUDSPEAKER("audioOS", "the HomePod"),
        T2("bridgeOS", "the T2"),
        VIRTUAL("The guest system", "the virtual machine"),
        MAC("macOS", "the Mac"),
        UNKNOWN("The system", "the device");

        private final String system;
        private final String device;

        Family(String system, String device) {
            this.system = system;
            this.device = device;
        }

        /// Returns the name of its system.
        public String system() {
            return system;
        }

        /// Returns what the machine is called in a sentence.
        public String device() {
            return device;
        }
    }

    /// The upper half of the addresses of macOS's kernels: on Intel for drivers and for the kernel itself, and on
    /// Apple silicon. Those of iOS begin with `0xfffffff0`.
    /// Source: xnu `osfmk/mach/i386/vm_param.h`, `osfmk/mach/arm/vm_param.h`.
    private static final long INTEL_DRIVERS = 0xffff_ff7fL;

    private static final long INTEL_KERNEL = 0xffff_ff80L;
    private static final long SILICON = 0xffff_fe00L;

    /// Returns the family: by the model, else by the system's name, else by chip and kernel, else by its addresses.
    public Family family() {
        for (var mark : MARKS.entrySet()) {
            if (model.startsWith(mark.getKey())) {
                return mark.getValue();
            }
        }
        if (kernel.contains("VMAPPLE")) {
            return Family.VIRTUAL;
        }
        if (model.isEmpty() && SYSTEMS.containsKey(firstWord(system))) {
            return SYSTEMS.getOrDefault(firstWord(system), Family.UNKNOWN);
        }
        if (chipName.equals("T2") || system.startsWith("Bridge OS")) {
            return Family.T2;
        }
        boolean isMac = model.contains("Mac") || chipName.startsWith("M") || kernel.contains("X86_64");
        return isMac || system.startsWith("macOS") || isMacsAddress() ? Family.MAC : Family.UNKNOWN;
    }

    private static String firstWord(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private boolean isMacsAddress() {
        long upper = caller >>> 32;
        return upper == INTEL_DRIVERS || upper == INTEL_KERNEL || upper == SILICON;
    }
}
