package org.rtkit4j.forensics.explain;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                            + "[ for {seconds} seconds]: the system hung"),
            entry(
                    PanicClass.SLEEP_WAKE,
                    "{device} did not go to sleep or wake up in time[ ({seconds} seconds)][; the report suspects {who}]"),
            entry(
                    PanicClass.WATCHDOG_RESET,
                    "{device}[ ({model})] was reset by a watchdog[ ({who})][, and {mac} with it]"),
            entry(
                    PanicClass.CATERR,
                    "the T2 reset the Mac because its Intel processor reported a catastrophic error (CATERR)"),
            entry(
                    PanicClass.MACOS_PANIC,
                    "the T2 saw macOS panic; why, stands in macOS's own report, if it could write one"),
            entry(
                    PanicClass.SECURE_ENCLAVE,
                    "the Secure Enclave's own system (SEPOS) stopped, a co-processor, but not one that runs RTKit"),
            entry(
                    PanicClass.ADDRESS_TRANSLATION,
                    "{system} stopped because an address translation refused an access by a device (DART error)"
                            + "[; it is that of {translated}]"),
            entry(PanicClass.PCI_EXPRESS, "{system} stopped at an error of PCI Express[, port {who}]"),
            entry(PanicClass.NVME, "{system} stopped because the driver of the storage gave up"),
            entry(PanicClass.I2C, "{system} stopped because an I2C bus failed[, with the device {who}]"),
            entry(PanicClass.SPMI, "{system} stopped because the bus of the power chips (SPMI) failed"),
            entry(PanicClass.GPU, "{system} stopped in the driver of the graphics processor"),
            entry(PanicClass.AUDIO, "{system} stopped in an audio driver[, {who}]"),
            entry(
                    PanicClass.KERNEL_DATA_ABORT,
                    "{system}'s kernel accessed memory that it may not access (data abort)"),
            entry(PanicClass.KERNEL_INSTRUCTION_ABORT, "{system}'s kernel jumped to where there is no code"),
            entry(PanicClass.KERNEL_TRAP, "{system}'s kernel met an exception of the processor[: {who}]"),
            entry(PanicClass.PAGE_TABLES, "{system}'s kernel found its page tables inconsistent (pmap)"),
            entry(PanicClass.ZONE_CORRUPTION, "{system}'s kernel found memory of its own overwritten[, zone {who}]"),
            entry(PanicClass.LOCK_TIMEOUT, "{system}'s kernel waited too long for a lock or for another processor"),
            entry(PanicClass.INIT_EXITED, "{system} stopped because its first process ended"),
            entry(PanicClass.MEMORY_ERROR, "{system} stopped at an error of a bus or of memory"),
            entry(PanicClass.NMI, "{system} was stopped by a non-maskable interrupt (NMI)"),
            entry(PanicClass.OTHER, "{system} panicked for a reason that this program has no words for"));

    /// What address translations belong to, by how their names begin.
    private static final Map<String, String> TRANSLATED =
            Map.of("disp", "the display", "apcie", "PCI Express", "ane", "the neural engine", "isp", "the camera");

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)\\}");

    private PanicSentence() {}

    /// Returns the sentence, with a capital and without its full stop.
    public static String of(SystemPanic panic) {
        String what = filled(WORDS.getOrDefault(panic.cause().panicClass(), ""), values(panic));
        return Sentence.capital(who(panic.cause().panicClass()) + what) + after(panic);
    }

    private static String who(PanicClass panicClass) {
        return switch (panicClass) {
            case COPROCESSOR -> "";
            case SECURE_ENCLAVE -> "no RTKit co-processor crashed: ";
            case OTHER -> "no co-processor's crash is in this report: ";
            default -> "no co-processor crashed: ";
        };
    }

    private static Map<String, String> values(SystemPanic panic) {
        PanicCause cause = panic.cause();
        ReportedMachine.Family family = panic.machine().family();
        return Map.of(
                "mac", family == ReportedMachine.Family.T2 ? "the Mac" : "",
                "system", family.system(),
                "device", family.device(),
                "Device", Sentence.capital(family.device()),
                "model", panic.machine().model(),
                "who", cause.subject(),
                "coprocessor", CoprocessorRoles.describe(cause.subject()),
                "translated", translated(cause.subject()),
                "sensors", String.join(", ", cause.missingSensors()),
                "seconds", cause.seconds() < 0 ? "" : Long.toString(cause.seconds()));
    }

    private static String filled(String words, Map<String, String> values) {
        String kept = OPTIONAL.matcher(words).replaceAll(part -> {
            Matcher name = NAME.matcher(part.group(1));
            boolean isKnown =
                    name.find() && !values.getOrDefault(name.group(1), "").isEmpty();
            return Matcher.quoteReplacement(isKnown ? part.group(1) : "");
        });
        return NAME.matcher(kept).replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), "")));
    }

    private static String translated(String who) {
        for (var known : TRANSLATED.entrySet()) {
            if (who.startsWith(known.getKey())) {
                return known.getValue() + " (" + who + ")";
            }
        }
        return who;
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
