package org.rtkit4j.forensics.model;

/// What stopped a system: the classes of panics that are told apart.
public enum PanicClass {
    /// A co-processor that runs RTKit crashed and took the system with it.
    COPROCESSOR("co-processor crash"),
    /// A service of the system named sensors that do not answer.
    MISSING_SENSORS("userspace watchdog, missing sensors"),
    /// A service of the system did not report.
    USERSPACE_WATCHDOG("userspace watchdog"),
    /// The service that watches all others did not report: the system hung.
    KERNEL_WATCHDOG("watchdog"),
    SLEEP_WAKE("sleep or wake time-out"),
    KERNEL_DATA_ABORT("kernel data abort"),
    KERNEL_INSTRUCTION_ABORT("kernel instruction abort"),
    /// A pointer did not carry the signature that it should: overwritten memory, mostly.
    POINTER_AUTHENTICATION("pointer authentication"),
    /// A pointer and the memory that it points to carry different tags (Arm's memory tagging).
    MEMORY_TAG("memory tag"),
    KERNEL_STACK("kernel stack"),
    /// A check of the kernel's own, or of a driver in it, failed.
    KERNEL_CHECK("kernel check"),
    /// Something of the kernel's own cannot grow any more.
    KERNEL_LIMIT("kernel limit"),
    /// What a virtual machine did could not be carried out.
    GUEST_FAULT("fault of a virtual machine"),
    /// An exception of an Intel processor in the kernel.
    KERNEL_TRAP("kernel trap"),
    PAGE_TABLES("page table corruption"),
    ZONE_CORRUPTION("zone corruption"),
    MEMORY_EXHAUSTED("kernel memory exhausted"),
    LOCK_TIMEOUT("lock time-out"),
    /// A processor core did not stop or start when it was told to.
    CPU_HALT("processor core stuck"),
    /// A processor core no longer answers.
    CPU_SILENT("processor core silent"),
    TOO_HOT("over temperature"),
    FILE_SYSTEM("file system"),
    /// The kernel has no driver for the machine: a wrong one, or a wrongly described virtual one.
    NO_PLATFORM("no driver for the machine"),
    INIT_EXITED("first process ended"),
    /// A step of the start that the system cannot do without failed.
    BOOT_FAILURE("start failed"),
    ADDRESS_TRANSLATION("address translation error"),
    PCI_EXPRESS("PCI Express error"),
    NVME("storage error"),
    I2C("I2C time-out"),
    SPMI("SPMI time-out"),
    POWER_CHIP("power chip"),
    GPU("graphics processor"),
    DISPLAY("display driver"),
    AUDIO("audio codec"),
    USB("USB"),
    THUNDERBOLT("Thunderbolt"),
    /// Wi-Fi or Bluetooth.
    WIRELESS("wireless"),
    /// The modem: a co-processor, but none that runs RTKit.
    BASEBAND("baseband"),
    /// The chip behind the charging port.
    CHARGING_PORT("charging port"),
    TOUCH("touch"),
    /// SEPOS stopped: a co-processor, but none that runs RTKit.
    SECURE_ENCLAVE("Secure Enclave panic"),
    MEMORY_ERROR("bus or memory error"),
    CATERR("CATERR"),
    /// The T2 noticed that the Intel processor's side was reset.
    GLOBAL_RESET("global reset"),
    /// The T2 noticed that the other system had panicked.
    MACOS_PANIC("macOS panic seen by the T2"),
    /// The T2 noticed that the other system did not report.
    MACOS_WATCHDOG("macOS watchdog seen by the T2"),
    WATCHDOG_RESET("watchdog reset"),
    /// The chip was reset as a whole, and noted why (SOCD).
    SOC_RESET("reset of the chip"),
    /// A panic while another one was being handled.
    NESTED_PANIC("nested panic"),
    /// A driver did not come to rest for too long.
    REGISTRY_BUSY("busy time-out"),
    /// That a panic happened is known, and nothing of what it said.
    NO_LOG("panic without a log"),
    NMI("non-maskable interrupt"),
    /// None of these.
    OTHER("panic");

    private final String label;

    PanicClass(String label) {
        this.label = label;
    }

    /// Returns the words used in text and JSON.
    public String label() {
        return label;
    }
}
