package org.rtkit4j.forensics.analysis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.SystemPanic;

/// What crashes of the same cause have in common, whatever the addresses, slides and counters, and whatever the form
/// of the report.
///
/// The message counts, with its numbers taken out ([MessagePattern]). Where it says too little, as that of a memory
/// abort, the shape of the crash counts too: class of the exception, task, and the distances between the addresses of
/// the call stack, which no slide changes, but every new build of the firmware does.
///
/// @param id short, for example `DCP-3f9a1c2b7d04`
/// @param signature what the id is made of, to be read
public record Fingerprint(String id, String signature) {
    private static final int ID_DIGITS = 12;
    private static final int FRAMES = 6;

    /// Returns the fingerprint of a crash: equal for equal causes, as far as the report tells them.
    public static Fingerprint of(CrashReport report) {
        String family = family(report);
        var signature = new StringBuilder(family);
        String message = MessagePattern.of(report.site().reason());
        boolean tells = MessagePattern.tells(message);
        if (!message.isEmpty()) {
            signature.append(" | ").append(message);
        }
        SensorElement.in(report.site().reason())
                .forEach(element -> signature.append(" | sensor array ").append(element));
        if (report.site().kind().stop().isException() || !tells) {
            shape(report, signature);
        }
        String text = signature.toString();
        return new Fingerprint(family + "-" + digest(text), text);
    }

    /// Returns the fingerprint of a panic in which no co-processor crashed: its class, and what it names.
    public static Fingerprint of(SystemPanic panic) {
        PanicCause cause = panic.cause();
        var signature = new StringBuilder("system | ").append(cause.panicClass().label());
        Subject subject = Subject.of(panic);
        if (subject != null) {
            signature.append(" | ").append(subject.part());
        }
        if (cause.panicClass() == PanicClass.OTHER) {
            signature.append(" | ").append(MessagePattern.of(cause.message()));
        }
        String text = signature.toString();
        return new Fingerprint("SYSTEM-" + digest(text), text);
    }

    /// The co-processor without its number: several of a kind run the same firmware.
    private static String family(CrashReport report) {
        String name = report.origin().coprocessor();
        String client = report.origin().firmware().client();
        if (!report.origin().isNamed() && client != null) {
            name = client;
        }
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        String letters = end == 0 ? "unknown" : name.substring(0, end);
        return letters.equals("unknown") ? letters : letters.toUpperCase(Locale.ROOT);
    }

    private static void shape(CrashReport report, StringBuilder signature) {
        signature.append(" | ").append(report.site().kind());
        RegisterDump dump = report.site().registers();
        if (dump != null && dump.syndrome() != null) {
            signature.append(" class ").append(dump.syndrome().exceptionClass());
            signature.append(" status ").append(dump.syndrome().value() & 0x3f);
        }
        if (report.site().task() != null && report.site().task().name() != null) {
            signature.append(" | ").append(report.site().task().name());
        }
        distances(report, dump, signature);
    }

    private static void distances(CrashReport report, @Nullable RegisterDump dump, StringBuilder signature) {
        List<StackAddress> stack = report.site().callStack();
        if (stack.size() > 1) {
            signature.append(" | stack");
            long first = stack.getFirst().address();
            for (StackAddress address : stack.subList(1, Math.min(FRAMES, stack.size()))) {
                signature.append(' ').append(signed(address.address() - first));
            }
        } else if (dump != null && dump.values().get("pc") != null) {
            Long link = dump.values().getOrDefault("x30", dump.values().get("lr"));
            signature
                    .append(" | pc to lr ")
                    .append(link == null ? "?" : signed(dump.values().get("pc") - link));
        }
    }

    private static String signed(long distance) {
        return (distance < 0 ? "-" : "+") + Long.toHexString(Math.abs(distance));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
