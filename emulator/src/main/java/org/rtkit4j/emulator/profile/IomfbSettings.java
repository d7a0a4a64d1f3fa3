package org.rtkit4j.emulator.profile;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.emulator.display.IomfbConfig;
import org.rtkit4j.emulator.display.IomfbHazard;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.port.Region;

/// The keys of a profile that describe the operating system's way to a display; `dcp.properties` says what they mean.
final class IomfbSettings {
    private IomfbSettings() {}

    static IomfbConfig read(Settings settings) {
        return new IomfbConfig(
                settings.value("display.iomfb", IomfbVersion.V13_5, IomfbVersion::of),
                registers(settings),
                settings.value("display.iomfb.hazards", Set.of(), IomfbSettings::hazards),
                settings.value("display.iomfb.doorbell", false, IomfbSettings::isRequired));
    }

    // In the order of the device tree, which is that of their numbers.
    private static List<Region> registers(Settings settings) {
        Map<String, Region> regions =
                settings.all("display.registers.", (_, text) -> Values.region("disp", Settings.parseList(text)));
        return regions.entrySet().stream()
                .map(each -> named("disp-" + each.getKey(), each.getValue()))
                .toList();
    }

    private static Region named(String name, Region region) {
        return new Region(name, region.start(), region.sizeBytes());
    }

    private static Set<IomfbHazard> hazards(String text) {
        var hazards = EnumSet.noneOf(IomfbHazard.class);
        Settings.parseList(text).forEach(label -> hazards.add(IomfbHazard.of(label)));
        return hazards;
    }

    private static boolean isRequired(String text) {
        if (!text.equals("required") && !text.equals("optional")) {
            throw new IllegalArgumentException("neither required nor optional");
        }
        return text.equals("required");
    }
}
