package org.rtkit4j.core.supervise;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of a crash log's file: `smc.20260131T235959.123Z.0.crashlog`. Co-processor, UTC time, counter.
final class CrashFileName {
    /// What a file is called while it is written.
    static final String PART = ".part";

    private static final String SUFFIX = ".crashlog";
    private static final int LONGEST_COPROCESSOR = 64;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern OURS =
            Pattern.compile("[A-Za-z0-9_-]{1,64}\\.\\d{8}T\\d{6}\\.\\d{3}Z\\.\\d{1,4}\\.crashlog(\\.part)?");

    private CrashFileName() {}

    static String of(String coprocessor, Instant time, int counter) {
        return stem(coprocessor) + "." + TIME.format(time) + "." + counter + SUFFIX;
    }

    /// Returns whether a file is one of a [CrashFolder]'s; others in its folder are left alone.
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    // A name must not leave the folder, nor surprise a shell.
    private static String stem(String coprocessor) {
        String safe = coprocessor.replaceAll("[^A-Za-z0-9_-]", "_");
        String cut = safe.substring(0, Math.min(safe.length(), LONGEST_COPROCESSOR));
        return cut.isEmpty() ? "_" : cut;
    }
}
