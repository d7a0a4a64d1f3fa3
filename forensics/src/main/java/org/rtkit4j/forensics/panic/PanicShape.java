package org.rtkit4j.forensics.panic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.text.ScannedWords;

/// What the text of a panic looks like, class by class.
///
/// The first row that matches counts: rows that name a cause stand before those that name how it was noticed. A
/// group `who` or `other` names a service, driver or device, a group `seconds` how long it did not answer. Each row
/// begins with words of its own and repeats nothing without a bound, so that matching takes time in proportion to
/// the text.
///
/// Sources: the strings of xnu where it is open (`osfmk/arm64/sleh.c`, `osfmk/kern/zalloc.c`, `osfmk/kern/debug.c`,
/// `osfmk/kern/ltable.c`, `osfmk/arm64/pmap`, `osfmk/i386/trap.c`, `iokit/Kernel/IOPMrootDomain.cpp`,
/// `iokit/Kernel/IOPlatformExpert.cpp`, `iokit/Kernel/IORegistryEntry.cpp`, `iokit/Kernel/IOService.cpp`,
/// `bsd/kern/kern_exit.c`); public reports in forums and bug trackers; repair guides (iFixit, "iPhone Kernel Panics";
/// imobilestore.com.au, "Debug using iPhone panic report"; rewa.tech, "iPhone restart log analysis").
record PanicShape(PanicClass panicClass, Pattern words) {
    /// As much of a panic's text is looked at.
    static final int MOST_CHARS = 1024;

    private static final List<PanicShape> ALL = List.of(
            row(
                    PanicClass.USERSPACE_WATCHDOG,
                    "userspace watchdog timeout: no successful checkins from (?<who>[\\w.-]{1,64}+)"
                            + "(?:[^\\n]{0,80} in (?<seconds>\\d{1,6}) seconds)?"),
            row(
                    PanicClass.USERSPACE_WATCHDOG,
                    "userspace watchdog timeout: (?<who>\\w{1,64}+) connection watchdog expired"
                            + "(?:[^\\n]{0,120} in (?<seconds>\\d{1,6}) seconds)?"),
            row(
                    PanicClass.USERSPACE_WATCHDOG,
                    "userspace watchdog timeout(?:: (?<who>[\\w.-]{1,64}+) returned not alive)?"),
            row(
                    PanicClass.KERNEL_WATCHDOG,
                    "watchdog timeout: no (?:successful )?checkins from (?<who>watchdogd)"
                            + "(?:[^\\n]{0,40} in (?<seconds>\\d{1,6}) seconds)?"),
            row(
                    PanicClass.SLEEP_WAKE,
                    "(?:Sleep|Wake) transition timed out after (?<seconds>\\d{1,6}) seconds"
                            + "(?:[^\\n]{0,300}Suspected bundle: (?<who>[\\w.-]{1,96}))?"),
            row(PanicClass.SLEEP_WAKE, "Sleep.?Wake (?:hang|failure)"),
            row(
                    PanicClass.WATCHDOG_RESET,
                    "Unexpected SoC \\(system\\) watchdog reset occurred(?: (?<who>(?:during|after) [\\w /-]{1,64}))?"),
            row(PanicClass.WATCHDOG_RESET, "SOCD report detected: \\((?<who>[^)\\n]{0,64}[Ww]atchdog[^)\\n]{0,64})\\)"),
            row(PanicClass.SOC_RESET, "SOCD report detected: \\((?<who>[^)\\n]{1,96})\\)"),
            row(PanicClass.CPU_SILENT, "WDT timeout: CPU (?<who>\\d{1,2}) failed to respond"),
            row(PanicClass.WATCHDOG_RESET, "(?<who>WDT timeout)"),
            row(PanicClass.WATCHDOG_RESET, "Unexpected watchdog reset occurred(?: (?<who>after [\\w /-]{1,64}))?"),
            row(PanicClass.CATERR, "x86 CPU CATERR"),
            row(PanicClass.GLOBAL_RESET, "x86 (?:global reset|CPU shutdown)"),
            row(PanicClass.MACOS_WATCHDOG, "macOS watchdog detected"),
            row(PanicClass.NO_LOG, "BAD MAGIC!|no (?:macOS )?panic log available"),
            row(PanicClass.BOOT_FAILURE, "Boot task failure: (?<who>[\\w.-]{1,64})"),
            row(PanicClass.NESTED_PANIC, "Nested panic detected"),
            row(
                    PanicClass.REGISTRY_BUSY,
                    "busy timeout\\[\\d{1,3}\\], \\((?<seconds>\\d{1,6})s\\)(?:: '(?<who>[\\w.-]{1,64}+)')?"),
            row(PanicClass.BOOT_FAILURE, "(?i)(?:cannot|unable to) (?<who>mount root)"),
            row(PanicClass.BOOT_FAILURE, "cannot find (?<who>IO[A-Z]\\w{2,40})"),
            row(PanicClass.GUEST_FAULT, "vm_fault\\(\\) \\w{1,32} from guest fault"),
            row(PanicClass.MEMORY_TAG, "(?i)tag check fault"),
            row(PanicClass.KERNEL_CHECK, "A kext releasing a[^\\n]{1,80} has corrupted the registry"),
            row(PanicClass.KERNEL_LIMIT, "No more room to grow table"),
            row(
                    PanicClass.THUNDERBOLT,
                    "[Tt]hunderbolt power on failed|(?<who>Apple\\w{1,24}TypeCPhy\\w{0,24}|AppleThunderbolt\\w{1,32})"),
            row(PanicClass.MACOS_PANIC, "macOS panic detected"),
            row(
                    PanicClass.SECURE_ENCLAVE,
                    "SEP (?:Panic|PANIC|ROM|is not|monitor)|SEP ?/ ?OS|SEPOS|SEP watchdog|AppleSEPManager panic"
                            + "|AppleSEP\\w{1,24}::|\\bsks (?:request )?time"),
            row(
                    PanicClass.KERNEL_CHECK,
                    "\\[(?:SPTM|TXM)\\] ?\\w{0,16}VIOLATION|\\bm_free\\w{0,8}: "
                            + "|[Ii]nvalid (?:mutex|spinlock|rw ?lock|waitq):? 0x"),
            row(PanicClass.ADDRESS_TRANSLATION, "dart-(?<who>[\\w.-]{1,32}+)[^\\n]{0,80}(?:SMMU|DART|DAPF|error)"),
            row(PanicClass.ADDRESS_TRANSLATION, "(?:SMMU|DART|DAPF)[( ][^\\n]{0,80}dart-(?<who>[\\w.-]{1,32}+)"),
            row(PanicClass.ADDRESS_TRANSLATION, "(?:SMMU|DART|DAPF)[( ][^\\n]{0,80}(?:error|exception|violation)"),
            row(PanicClass.PCI_EXPRESS, "apcie[cw]?\\[(?<who>[^\\]\\n]{1,64})\\]"),
            row(
                    PanicClass.NVME,
                    "nvme: |Apple\\w{0,24}NVMe|NVMe (?:controller|Assert)|IONVMe|(?:ANS2?|ans2?)[- ]?(?:post-?)?nand"),
            row(PanicClass.I2C, "i2c\\d{1,2}::\\w{1,64}+[^\\n]{0,300}? for device (?<who>[\\w.-]{1,64}+)"),
            row(PanicClass.I2C, "(?<who>i2c\\d{1,2})::"),
            row(PanicClass.SPMI, "(?i)(?<who>spmi\\d{0,2})|(?<other>Apple\\w{0,24}SPMI\\w{0,24})"),
            row(
                    PanicClass.POWER_CHIP,
                    "(?<who>Apple(?:D\\d{3,4}|Dialog|ARM)?\\w{0,16}PMU\\w{0,16})|\\bPMU (?:fault|error)"),
            row(PanicClass.TOO_HOT, "AppleSocHot|SoC (?:is )?too hot|(?i)thermal (?:shutdown|trip)"),
            row(
                    PanicClass.CPU_HALT,
                    "[Aa]ttempting to forcibly halt cpu ?(?<who>\\d{1,2})|cpu ?(?<other>\\d{1,2}) failed to"
                            + " (?:halt|start)"),
            row(
                    PanicClass.DISPLAY,
                    "(?<who>UnifiedPipeline|AppleDCP\\w{0,24}|IOMFB\\w{0,16}|IOMobileFramebuffer\\w{0,16}"
                            + "|AppleCLCD\\w{0,8}|AppleIntel(?:\\w{0,16}Framebuffer\\w{0,16}|Controller))"),
            row(
                    PanicClass.GPU,
                    "GPU (?:Panic|PANIC|restart|firmware)|Failed to stop GFX FW|\\bNVRM\\[|(?<who>AGX\\w{0,32})|IOGPU"),
            row(PanicClass.WIRELESS, "(?<who>Apple(?:BCMWLAN|Bluetooth|Olympus)\\w{0,32})"),
            row(PanicClass.BASEBAND, "(?i)baseband|AppleConvergedIPC|[Rr]adio ?on gated"),
            row(PanicClass.CHARGING_PORT, "(?<who>AppleTri[Ss]tar\\d?|AppleHydra|AppleHPM\\w{0,16})"),
            row(PanicClass.TOUCH, "(?<who>Apple(?:Multitouch|HIDTransport)\\w{0,24})"),
            row(
                    PanicClass.AUDIO,
                    "(?i)(?<who>Apple(?:CS42L\\w{1,16}|CS35L\\w{1,16}|\\w{0,16}Codec\\w{0,16}|\\w{0,16}Audio\\w{0,24}))"
                            + "|audio ?codec"),
            row(PanicClass.USB, "(?<who>AppleUSB(?!HostMergeProperties)\\w{0,32}|IOUSB\\w{0,32})"),
            row(PanicClass.FILE_SYSTEM, "\\b(?<who>apfs|hfs)(?:_\\w{1,40}|:)"),
            row(
                    PanicClass.MEMORY_EXHAUSTED,
                    "zone[_ ]map exhausted[^\\n]{0,160}?(?: in zone \\[?(?<who>[\\w.]{1,64}+))?"
                            + "|no (?:more )?paging space|[Cc]ompressor (?:out of|is out)"),
            row(
                    PanicClass.POINTER_AUTHENTICATION,
                    "[Pp]ointer authentication|PAC (?:failure|violation)|Break 0xC47\\w|ptrauth"),
            row(
                    PanicClass.KERNEL_STACK,
                    "Invalid kernel stack pointer|[Kk]ernel stack overflow|stack (?:memory )?(?:smash|corrupt)"),
            row(PanicClass.KERNEL_DATA_ABORT, "(?:Unaligned )?[Kk]ernel data abort|Unexpected fault in kernel"),
            row(
                    PanicClass.KERNEL_INSTRUCTION_ABORT,
                    "[Kk]ernel instruction (?:fetch )?abort|PC alignment exception from kernel"
                            + "|(?i)undefined (?:kernel )?instruction"),
            row(PanicClass.NMI, "NMIPI for (?<who>unresponsive processor: [^,\\n]{1,48}|spinlock acquisition timeout)"),
            row(PanicClass.NMI, "NMI(?:_| )(?<who>FIQ|POWER|button|from [\\w ]{1,32})"),
            row(
                    PanicClass.NMI,
                    "(?:type (?:= )?2=NMI|NMIPI|Received (?:an? )?(?:NMI|non-maskable interrupt)|\\bNMI\\b)"),
            row(PanicClass.KERNEL_TRAP, "Kernel trap at 0x[^\\n]{0,80}type (?:= )?\\d{1,3}=(?<who>[a-z ]{1,40})"),
            row(PanicClass.KERNEL_TRAP, "Unexpected kernel trap number: (?<who>0x[0-9a-f]{1,2}|\\d{1,3})"),
            row(PanicClass.KERNEL_TRAP, "(?<who>[Dd]ouble fault|[Mm]achine[ -][Cc]heck)"),
            row(PanicClass.PAGE_TABLES, "\\bpmap_\\w{1,64}|pv_(?:head|list)\\w{0,32}"),
            row(PanicClass.ZONE_CORRUPTION, "Zone cache element was used after free"),
            row(PanicClass.ZONE_CORRUPTION, "\\[(?:zone\\.)?(?<who>[\\w. -]{1,64}+)\\]: element modified after"),
            row(
                    PanicClass.ZONE_CORRUPTION,
                    "(?:\\[zone\\.|zone )(?<who>[\\w.]{1,64}+)\\]?+[^\\n"
                            + "]{0,120}(?:modified after|corrupt|bound)|freed zone element has been modified in zone:?"
                            + " (?:\\[?zone\\.)?(?<other>[\\w.]{1,64}+)|zone"
                            + " (?:bound|element|require|id)|\\bz(?:alloc|one_require|free)\\w{0,24}\\b|kalloc\\.type|[Kk]ernel heap corruption"),
            row(
                    PanicClass.LOCK_TIMEOUT,
                    "[Ss]pinlock[^\\n]{0,60}time|lock timed out|TLB invalidation IPI timeout"
                            + "|[Uu]nresponsive processor"),
            row(
                    PanicClass.INIT_EXITED,
                    "initproc (?:exited|failed)|launchd exited|of launchd \\(CS_KILLED\\)|exec of /sbin/launchd failed"),
            row(PanicClass.NO_PLATFORM, "Unable to find driver for this platform: \"?(?<who>[\\w.]{1,32})"),
            row(
                    PanicClass.KERNEL_CHECK,
                    "Break 0x\\w{1,4} instruction exception from kernel|Bounds safety trap|[Aa]ssertion failed"),
            row(PanicClass.MEMORY_ERROR, "\\b(?<who>LLC Bus error|L2C|AMCC\\w{0,8}|ECC error|parity error|SError)"));

    private static PanicShape row(PanicClass panicClass, String words) {
        return new PanicShape(panicClass, Pattern.compile(words));
    }

    /// What a text says.
    ///
    /// @param who the service, driver or device that it names; empty where it names none
    /// @param seconds how long it did not answer, or -1
    /// @param isMended whether the text says so only with its words mended
    record Found(PanicClass panicClass, String who, long seconds, boolean isMended) {
        /// Whether nothing is left to be asked of the text.
        private boolean isComplete() {
            return panicClass != PanicClass.OTHER && !who.isEmpty() && seconds >= 0;
        }

        private Found asMended() {
            return new Found(panicClass, who, seconds, panicClass != PanicClass.OTHER);
        }
    }

    /// A service's name that a copy has broken; what stands behind the whole name is no part of it.
    private static final Pattern BROKEN_NAME =
            Pattern.compile("( from [\\w.-]{1,64})\\n(?=[\\w.-]{1,64} (?:in \\d|\\(\\d|since |connection ))");

    /// Returns a panic's text with such names whole.
    static String withWholeNames(String text) {
        return BROKEN_NAME.matcher(text).replaceAll("$1");
    }

    /// What the text of a co-processor's crash says of the system: nothing that is looked for.
    static final Found CRASH = new Found(PanicClass.COPROCESSOR, "", -1, false);

    /// Returns what a panic's text says; `OTHER` where no row matches.
    static Found in(String text) {
        String start = text.substring(0, Math.min(MOST_CHARS, text.length()));
        Found found = search(start);
        String line = start.replace('\n', ' ');
        if (!found.isComplete() && !line.equals(start)) {
            Found joined = search(line);
            boolean isSame = found.panicClass() == PanicClass.OTHER || found.panicClass() == joined.panicClass();
            found = isSame ? joined : found;
        }
        String mended = found.panicClass() == PanicClass.OTHER ? ScannedWords.mended(line) : line;
        return mended.equals(line) ? found : search(mended).asMended();
    }

    private static Found search(String text) {
        for (PanicShape shape : ALL) {
            Matcher matcher = shape.words.matcher(text);
            if (matcher.find()) {
                return shape.found(matcher);
            }
        }
        return new Found(PanicClass.OTHER, "", -1, false);
    }

    private Found found(Matcher matcher) {
        String seconds = group(matcher, "seconds");
        String who = group(matcher, "who") + group(matcher, "other");
        String name = who.endsWith(".") ? who.substring(0, who.length() - 1) : who;
        return new Found(panicClass, name, seconds.isEmpty() ? -1 : Long.parseLong(seconds), false);
    }

    private String group(Matcher matcher, String name) {
        boolean has = words.namedGroups().containsKey(name);
        String value = has ? matcher.group(name) : null;
        return value == null ? "" : value;
    }
}
