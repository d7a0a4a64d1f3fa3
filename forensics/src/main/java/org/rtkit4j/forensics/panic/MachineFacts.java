package org.rtkit4j.forensics.panic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.text.Scan;

/// Which machine a panic happened on: by the lines of the report, and by what its container says. Reports of Intel Macs
/// print some values on the line below their label.
final class MachineFacts {
    private static final Pattern CHIP = Pattern.compile("RELEASE_(?:ARM64_)?(\\w{1,16})");
    private static final String[][] LINES = {
        {"OS version:", "system"},
        {"Mac OS version:", "system"},
        {"Kernel version:", "kernel"},
        {"iBoot version:", "bootLoader"},
        {"System model name:", "model"},
    };

    private final Map<String, String> facts = new LinkedHashMap<>();
    private long caller;
    /// The fact whose value the next line is; mostly empty.
    private String open = "";

    /// @param container what the file says: `model`, `system`
    MachineFacts(Map<String, String> container) {
        for (String name : new String[] {"model", "system"}) {
            if (container.containsKey(name)) {
                facts.put(name, container.get(name));
            }
        }
    }

    /// Notes where in the kernel the panic was called for, or 0.
    void calledFrom(long address) {
        caller = address;
    }

    /// Whether the next line is a value, whatever it begins with.
    boolean isOpen() {
        return !open.isEmpty();
    }

    /// Reads a line; false where it says nothing of the machine. The first value of each counts.
    boolean read(Scan line) {
        String name = open;
        open = "";
        for (String[] known : LINES) {
            if (line.take(known[0])) {
                keep(known[1], line.rest());
                return true;
            }
        }
        if (name.isEmpty()) {
            return false;
        }
        keep(name, line.rest());
        return true;
    }

    private void keep(String name, String value) {
        if (value.isBlank()) {
            open = facts.containsKey(name) ? "" : name;
            return;
        }
        int bracket = value.indexOf(" (");
        boolean isModel = name.equals("model") && bracket > 0;
        facts.putIfAbsent(name, isModel ? value.substring(0, bracket) : value);
    }

    ReportedMachine machine() {
        String model = fact("model");
        String kernel = fact("kernel");
        Matcher matcher = CHIP.matcher(kernel);
        String chip = matcher.find() ? matcher.group(1) : "";
        return new ReportedMachine(
                model,
                ProductNames.of(model),
                chip,
                ProductNames.of(chip),
                fact("system"),
                kernel,
                fact("bootLoader"),
                caller);
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }
}
