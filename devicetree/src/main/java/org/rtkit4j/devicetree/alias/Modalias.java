package org.rtkit4j.devicetree.alias;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.devicetree.tree.Node;

/// The strings by which Linux asks for a device's driver.
///
/// Source: linux drivers/of/device.c, of_device_uevent_modalias; drivers/spi/spi.c, spi_uevent.
public final class Modalias {
    private static final Pattern PCI = Pattern.compile("pci([0-9a-f]{1,4}),([0-9a-f]{1,4})");

    private Modalias() {}

    /// Returns the strings of a device: `of:N<name>T<type>C<compatible>...`, and `spi:<name>` on an SPI bus,
    /// whose devices are announced by that one. A device without `compatible` has none.
    public static List<String> of(Node device) {
        List<String> compatible = device.compatible();
        if (compatible.isEmpty()) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        var all = new StringBuilder("of:N")
                .append(device.baseName())
                .append('T')
                .append(device.string("device_type").orElse("(null)"));
        compatible.forEach(one -> all.append('C').append(one));
        strings.add(all.toString().replace(' ', '_'));
        compatible.stream().map(PCI::matcher).filter(Matcher::matches).forEach(pci -> strings.add(pci(pci)));
        Node bus = device.parent();
        if (bus != null && bus.baseName().equals("spi")) {
            String first = compatible.getFirst();
            strings.add("spi:" + first.substring(first.indexOf(',') + 1));
        }
        return List.copyOf(strings);
    }

    // Vendor and device, as far as the tree knows: the class is in the device's own registers.
    private static String pci(Matcher pci) {
        return "pci:v%08Xd%08X".formatted(Integer.parseInt(pci.group(1), 16), Integer.parseInt(pci.group(2), 16));
    }
}
