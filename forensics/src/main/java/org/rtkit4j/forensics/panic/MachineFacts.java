package org.rtkit4j.forensics.panic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.text.Scan;

/// Which machine a panic happened on: by the lines of the report, and by what its container says.
final class MachineFacts {
    private static final Pattern CHIP = Pattern.compile("RELEASE_(?:ARM64_)?(\\w{1,16})");
    private static final String[][] LINES = {
        {"OS version:", "system"},
        {"Kernel version:", "kernel"},
        {"iBoot version:", "bootLoader"},
        {"System model name:", "model"},
    };

    private final Map<String, String> facts = new LinkedHashMap<>();

    /// @param container what the file says: `model`, `system`
    MachineFacts(Map<String, String> container) {
        for (String name : new String[] {"model", "system"}) {
            if (container.containsKey(name)) {
                facts.put(name, container.get(name));
            }
        }
    }

    /// Reads a line; false where it says nothing of the machine. The first value of each counts.
    boolean read(Scan line) {
        for (String[] known : LINES) {
            if (line.take(known[0])) {
                String value = line.rest();
                int bracket = value.indexOf(" (");
                boolean isModel = known[1].equals("model") && bracket > 0;
                facts.putIfAbsent(known[1], isModel ? value.substring(0, bracket) : value);
                return true;
            }
        }
        return false;
    }

    ReportedMachine machine() {
        String model = fact("model");
        String kernel = fact("kernel");
        Matcher matcher = CHIP.matcher(kernel);
        String chip = matcher.find() ? matcher.group(1) : "";
        return new ReportedMachine(
                model, ProductNames.of(model), chip, ProductNames.of(chip), fact("system"), kernel, fact("bootLoader"));
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }
}
