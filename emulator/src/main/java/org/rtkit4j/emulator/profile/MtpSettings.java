package org.rtkit4j.emulator.profile;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.mtp.MtpHazard;
import org.rtkit4j.emulator.mtp.PinPulse;

/// The keys of a profile that describe a keyboard and a trackpad; `mtp.properties` says what they mean.
final class MtpSettings {
    private static final long NOWHERE = 0;
    private static final int US_LAYOUT = 0x29;

    private MtpSettings() {}

    /// Returns them, or null where the profile has none.
    static @Nullable MtpConfig read(Settings settings) {
        long dockChannel = settings.value("mtp.dockchannel", NOWHERE, Values::alignedAddress);
        if (dockChannel == NOWHERE) {
            return null;
        }
        return new MtpConfig(
                dockChannel,
                settings.value("mtp.hazards", Set.of(), MtpSettings::hazards),
                settings.value("mtp.pulse", PinPulse.NONE, PinPulse::of),
                settings.value("mtp.touch.firmware", false, MtpSettings::isRequired),
                settings.value("mtp.descriptor", false, MtpSettings::isFaulty),
                settings.value("mtp.keyboard.type", US_LAYOUT, text -> Values.integer(text, 0, 0xff)),
                settings.value("mtp.serial", "EXAMPLE00001", MtpSettings::serial));
    }

    private static Set<MtpHazard> hazards(String text) {
        var hazards = EnumSet.noneOf(MtpHazard.class);
        Settings.parseList(text).forEach(label -> hazards.add(MtpHazard.of(label)));
        return hazards;
    }

    private static String serial(String text) {
        if (text.length() > MtpConfig.LONGEST_SERIAL) {
            throw new IllegalArgumentException("longer than %d characters".formatted(MtpConfig.LONGEST_SERIAL));
        }
        return text;
    }

    private static boolean isRequired(String text) {
        return either(text, "required", "optional");
    }

    private static boolean isFaulty(String text) {
        return either(text, "faulty", "plain");
    }

    private static boolean either(String text, String yes, String no) {
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException("neither %s nor %s".formatted(yes, no));
        }
        return text.equals(yes);
    }
}
