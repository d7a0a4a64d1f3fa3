package org.rtkit4j.forensics.explain;

import static java.util.Map.entry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.SystemPanic;

/// The first sentence on a system's panic: what stopped, why as far as it is known, and whether a co-processor crashed.
///
/// It never says that a part is broken: a driver that stands in a panic need not be at fault, and neither need the
/// hardware that it drives.
public final class PanicSentence {
    /// Braces are filled in; brackets are left out where nothing is known to fill them.
    private static final Map<PanicClass, String> WORDS = Map.ofEntries(
            entry(PanicClass.COPROCESSOR, "{Device} stopped because {coprocessor} crashed"),
            entry(
                    PanicClass.MISSING_SENSORS,
                    "{system} restarted {device} because {who} reported sensors that do not answer: {sensors}"),
            entry(
                    PanicClass.USERSPACE_WATCHDOG,
                    "{system} restarted {device} because a service[ ({who})] had not reported[ for {seconds} seconds]"),
            entry(
                    PanicClass.KERNEL_WATCHDOG,
                    "{system} (the kernel) stopped {device} because its watchdog service had not reported"
                            + "[ for {seconds} seconds][, {meanwhile}]: the system hung"),
            entry(
                    PanicClass.SLEEP_WAKE,
                    "{device} did not go to sleep or wake up in time[ ({seconds} seconds)][; the report suspects"
                            + " {who}]"),
            entry(
                    PanicClass.WATCHDOG_RESET,
                    "{device}[ ({model})] was reset by a watchdog[ ({who})][, and {mac} with it]"),
            entry(
                    PanicClass.SOC_RESET,
                    "{device}[ ({model})] was reset as a whole[; the chip's note of that says: {who}][, and {mac} with it]"),
            entry(
                    PanicClass.GLOBAL_RESET,
                    "the T2 saw the Intel processor's side reset as a whole; why is not in its report"),
            entry(
                    PanicClass.CATERR,
                    "the T2 reset the Mac because its Intel processor reported a catastrophic error (CATERR)"),
            entry(
                    PanicClass.MACOS_PANIC,
                    "the T2 saw macOS panic; why it did stands in macOS's own report, if it could write one"),
            entry(PanicClass.MACOS_WATCHDOG, "the T2 reset the Mac because macOS had not reported in time: it hung"),
            entry(
                    PanicClass.NO_LOG,
                    "{system} panicked, but what it said was lost: the boot loader found no text of the panic"),
            entry(
                    PanicClass.SECURE_ENCLAVE,
                    "the Secure Enclave's own system (SEPOS) {enclave}, a co-processor, but not one that runs RTKit"),
            entry(
                    PanicClass.ADDRESS_TRANSLATION,
                    "{system} stopped because an address translation refused an access by a device (DART error)"
                            + "[; it is that of {translated}]"),
            entry(PanicClass.PCI_EXPRESS, "{system} stopped at an error of PCI Express[, port {who}]"),
            entry(PanicClass.NVME, "{system} stopped because the driver of the storage gave up"),
            entry(PanicClass.I2C, "{system} stopped because an I2C bus failed[, with the device {onBus}][, {bus}]"),
            entry(PanicClass.SPMI, "{system} stopped because the bus of the power chips (SPMI) failed[: {who}]"),
            entry(PanicClass.POWER_CHIP, "{system} stopped in the driver of a power chip[, {who}]"),
            entry(PanicClass.TOO_HOT, "{system} stopped because the chip reported that it was too hot"),
            entry(
                    PanicClass.CPU_HALT,
                    "{system} stopped because a processor core[ (number {who})] did not stop or start when it was told"
                            + " to"),
            entry(PanicClass.CPU_SILENT, "{system} stopped because a processor core[ (number {who})] had not answered"),
            entry(
                    PanicClass.NESTED_PANIC,
                    "{system} panicked once more while it was writing down a panic; what the first one said is not here"),
            entry(
                    PanicClass.REGISTRY_BUSY,
                    "{system} stopped because drivers had not come to rest for too long[ ({seconds} seconds)][: {who}]"),
            entry(PanicClass.DISPLAY, "{system} stopped in the driver of the display[, {who}]"),
            entry(PanicClass.THUNDERBOLT, "{system} stopped because a Thunderbolt or USB-C port failed[: {who}]"),
            entry(PanicClass.USB, "{system} stopped in a USB driver[, {who}]"),
            entry(PanicClass.WIRELESS, "{system} stopped in the driver of Wi-Fi or Bluetooth[, {who}]"),
            entry(
                    PanicClass.BASEBAND,
                    "{system} stopped because its driver of the modem (baseband) gave up; the modem is a co-processor,"
                            + " but none that runs RTKit"),
            entry(PanicClass.CHARGING_PORT, "{system} stopped in the driver of the chip at the charging port[, {who}]"),
            entry(PanicClass.TOUCH, "{system} stopped in the driver of the touch controller[, {who}]"),
            entry(PanicClass.FILE_SYSTEM, "{system} stopped in the code of its file system[ ({who})]"),
            entry(PanicClass.GPU, "{system} stopped in the driver of the graphics processor"),
            entry(PanicClass.AUDIO, "{system} stopped in an audio driver[, {who}]"),
            entry(
                    PanicClass.KERNEL_DATA_ABORT,
                    "{system}'s kernel accessed memory that it may not access (data abort)[; {backtrace}]"),
            entry(
                    PanicClass.KERNEL_INSTRUCTION_ABORT,
                    "{system}'s kernel jumped to where there is no code[; {backtrace}]"),
            entry(
                    PanicClass.POINTER_AUTHENTICATION,
                    "{system}'s kernel met a pointer whose signature was wrong[; {backtrace}]"),
            entry(
                    PanicClass.MEMORY_TAG,
                    "{system}'s kernel used memory by a pointer whose tag is not that memory's, as where it was freed"
                            + "[; {backtrace}]"),
            entry(
                    PanicClass.KERNEL_CHECK,
                    "one of the checks of {system}'s kernel failed[, at {place}][; {backtrace}]"),
            entry(PanicClass.KERNEL_LIMIT, "{system}'s kernel came to a limit of its own[, at {place}]"),
            entry(
                    PanicClass.GUEST_FAULT,
                    "{system}'s kernel failed at an access to memory by a virtual machine that it ran"),
            entry(
                    PanicClass.KERNEL_STACK,
                    "{system}'s kernel found its stack overrun or its stack pointer wrong[; {backtrace}]"),
            entry(
                    PanicClass.KERNEL_TRAP,
                    "{system}'s kernel met an exception of the processor[: {who}][; {backtrace}]"),
            entry(
                    PanicClass.MEMORY_EXHAUSTED,
                    "{system}'s kernel had no memory left for itself[; most of it in {who}]"),
            entry(
                    PanicClass.NO_PLATFORM,
                    "{system}'s kernel has no driver for this machine[ ({who})]: it is not made for it"),
            entry(PanicClass.PAGE_TABLES, "{system}'s kernel found its page tables inconsistent (pmap)"),
            entry(PanicClass.ZONE_CORRUPTION, "{system}'s kernel found memory of its own overwritten[, zone {who}]"),
            entry(PanicClass.LOCK_TIMEOUT, "{system}'s kernel waited too long for a lock or for another processor"),
            entry(PanicClass.BOOT_FAILURE, "{system} stopped because a step of its start failed[: {who}]"),
            entry(PanicClass.INIT_EXITED, "{system} stopped because its first process ended"),
            entry(PanicClass.MEMORY_ERROR, "{system} stopped at an error of a bus or of memory[ ({who})]"),
            entry(PanicClass.NMI, "{system} was stopped by a non-maskable interrupt (NMI)[: {who}]"),
            entry(
                    PanicClass.OTHER,
                    "{system} panicked[ for a reason that this program {hasNoWords}][, at {place}][; the report {ends}]"));

    /// What address translations belong to, by how their names begin; of two the longer counts.
    private static final Map<String, String> TRANSLATED = Map.ofEntries(
            entry("disp", "the display"),
            entry("dispext", "an external display"),
            entry("dcp", "the display controller"),
            entry("apcie", "PCI Express"),
            entry("usb", "USB"),
            entry("ane", "the neural engine"),
            entry("isp", "the camera"),
            entry("ave", "the video encoder"),
            entry("avd", "the video decoder"),
            entry("scaler", "the image scaler"),
            entry("jpeg", "the JPEG engine"),
            entry("sep", "the Secure Enclave"),
            entry("sio", "the DMA co-processor"),
            entry("aop", "the sensor co-processor"),
            entry("mtp", "keyboard and trackpad"),
            entry("pmp", "power management"),
            entry("acio", "Thunderbolt"),
            entry("mca", "sound"));

    private PanicSentence() {}

    /// Returns the sentence, with a capital and without its full stop.
    public static String of(SystemPanic panic) {
        String what = SentenceForm.filled(WORDS.getOrDefault(panic.cause().panicClass(), ""), values(panic));
        return Sentence.capital(who(panic.cause().panicClass()) + what) + after(panic);
    }

    private static String who(PanicClass panicClass) {
        return switch (panicClass) {
            case COPROCESSOR -> "";
            case SECURE_ENCLAVE -> "no RTKit co-processor crashed: ";
            case OTHER, NO_LOG -> "no co-processor's crash is in this report: ";
            default -> "no co-processor crashed: ";
        };
    }

    private static Map<String, String> values(SystemPanic panic) {
        PanicCause cause = panic.cause();
        ReportedMachine.Family family = panic.machine().family();
        return Map.ofEntries(
                entry("mac", family == ReportedMachine.Family.T2 ? "the Mac" : ""),
                entry("system", Sentence.midst(family.system())),
                entry("device", family.device()),
                entry("Device", Sentence.capital(family.device())),
                entry("model", panic.machine().model()),
                entry("who", cause.subject()),
                entry("bus", isBus(cause) ? cause.subject() : ""),
                entry("onBus", isBus(cause) ? "" : cause.subject()),
                entry("coprocessor", CoprocessorRoles.describe(cause.subject())),
                entry("hasNoWords", cause.message().isBlank() ? "" : "has no words for"),
                entry("ends", cause.message().isBlank() ? whereItEnds(panic) : ""),
                entry("place", SourcePosition.in(cause.message())),
                entry(
                        "meanwhile",
                        cause.message().contains("shutdown in progress") ? "while it was shutting down" : ""),
                entry("translated", translated(cause.subject())),
                entry("enclave", enclave(cause.message())),
                entry("backtrace", backtrace(panic)),
                entry("sensors", String.join(", ", cause.missingSensors())),
                entry("seconds", cause.seconds() < 0 ? "" : Long.toString(cause.seconds())));
    }

    /// What says why stands before all else that a report says.
    private static String whereItEnds(SystemPanic panic) {
        boolean hasRest = !panic.machine().kernel().isEmpty()
                || !panic.trace().task().isEmpty()
                || !panic.trace().extensions().isEmpty();
        return hasRest ? "begins behind the words that say why" : "ends before it says why";
    }

    private static boolean isBus(PanicCause cause) {
        return cause.subject().startsWith("i2c");
    }

    /// The first extension of the backtrace: where it happened, which is not whose fault it is.
    private static String backtrace(SystemPanic panic) {
        List<String> extensions = panic.trace().extensions();
        return extensions.isEmpty()
                ? ""
                : "the first driver in the backtrace is " + extensions.getFirst() + ", which need not be at fault";
    }

    private static String enclave(String message) {
        if (message.contains("failed to boot")) {
            return "did not start";
        }
        return message.contains("sks ") && message.contains("timeout") ? "did not answer" : "stopped";
    }

    private static String translated(String who) {
        return TRANSLATED.entrySet().stream()
                .filter(known -> who.startsWith(known.getKey()))
                .max(Comparator.comparingInt(known -> known.getKey().length()))
                .map(known -> known.getValue() + " (" + who + ")")
                .orElse(who);
    }

    private static String after(SystemPanic panic) {
        Long boot = panic.uptime().sinceBoot();
        Long wake = panic.uptime().sinceWake();
        return (boot == null ? "" : "; " + duration(boot) + " after boot")
                + (wake == null ? "" : ", " + duration(wake) + " after it last woke");
    }

    /// Returns for example `183 s`, `9 h 24 min` or `3 d 2 h`.
    static String duration(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (seconds < 600) {
            return seconds + " s";
        }
        if (hours == 0) {
            return minutes + " min";
        }
        return hours < 48
                ? String.format(Locale.ROOT, "%d h %d min", hours, minutes % 60)
                : String.format(Locale.ROOT, "%d d %d h", hours / 24, hours % 24);
    }
}
