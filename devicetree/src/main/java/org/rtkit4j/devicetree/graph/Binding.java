package org.rtkit4j.devicetree.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A property through which a device names what it needs.
///
/// Source: linux drivers/of/property.c, of_supplier_bindings, of 6.1 and of newer kernels; Apple's own
/// properties, which Linux's core does not follow but its drivers do: linux drivers/soc/apple/sart.c, Asahi's
/// drivers/gpu/drm/apple.
///
/// @param form how its value is laid out
/// @param cells the property of the supplier that tells how many arguments follow; null where none do
/// @param strength what the lack of the supplier means
record Binding(Form form, @Nullable String cells, Strength strength) {
    /// How a value is laid out.
    enum Form {
        /// Phandles with arguments.
        LIST,
        /// Phandles with arguments whose number may be left out where it is 0.
        LENIENT_LIST,
        /// Groups of four cells, the second of which is a phandle.
        MAP,
        /// One phandle, whatever follows.
        FIRST,
        /// Interrupts, whose controller is not in the property.
        INTERRUPTS,
        /// The other end of a connection between ports.
        ENDPOINT
    }

    private static final Map<String, Binding> BY_NAME = new HashMap<>();

    static {
        lists(
                Strength.REQUIRED,
                "clocks #clock-cells",
                "interconnects #interconnect-cells",
                "mboxes #mbox-cells",
                "io-channels #io-channel-cells",
                "io-backends #io-backend-cells",
                "power-domains #power-domain-cells",
                "hwlocks #hwlock-cells",
                "phys #phy-cells",
                "pwms #pwm-cells",
                "resets #reset-cells",
                "pses #pse-cells",
                "access-controllers #access-controller-cells",
                "gpio #gpio-cells",
                "gpios #gpio-cells");
        lists(Strength.OPTIONAL, "iommus #iommu-cells", "dmas #dma-cells");
        for (String name :
                List.of("extcon", "wakeup-parent", "leds", "backlight", "panel", "power-supplies", "mmc-pwrseq")) {
            BY_NAME.put(name, new Binding(Form.LIST, null, Strength.REQUIRED));
        }
        for (int state = 0; state <= 8; state++) {
            BY_NAME.put("pinctrl-" + state, new Binding(Form.LIST, null, Strength.REQUIRED));
        }
        BY_NAME.put("nvmem-cells", new Binding(Form.LENIENT_LIST, "#nvmem-cell-cells", Strength.REQUIRED));
        BY_NAME.put("msi-parent", new Binding(Form.LENIENT_LIST, "#msi-cells", Strength.REQUIRED));
        BY_NAME.put("iommu-map", new Binding(Form.MAP, null, Strength.OPTIONAL));
        BY_NAME.put("interrupts", new Binding(Form.INTERRUPTS, null, Strength.REQUIRED));
        BY_NAME.put("interrupts-extended", new Binding(Form.INTERRUPTS, null, Strength.REQUIRED));
        BY_NAME.put("remote-endpoint", new Binding(Form.ENDPOINT, null, Strength.REQUIRED));
        BY_NAME.put("memory-region", new Binding(Form.LIST, null, Strength.NONE));
        BY_NAME.put("post-init-providers", new Binding(Form.LIST, null, Strength.NONE));
        BY_NAME.put("apple,sart", new Binding(Form.FIRST, null, Strength.REQUIRED));
        BY_NAME.put("apple,bw-scratch", new Binding(Form.FIRST, null, Strength.REQUIRED));
        BY_NAME.put("apple,bw-doorbell", new Binding(Form.FIRST, null, Strength.REQUIRED));
    }

    private static final Binding SUPPLY = new Binding(Form.LIST, null, Strength.REQUIRED);
    private static final Binding GPIOS = new Binding(Form.LIST, "#gpio-cells", Strength.REQUIRED);

    private static void lists(Strength strength, String... namesAndCells) {
        for (String pair : namesAndCells) {
            int space = pair.indexOf(' ');
            BY_NAME.put(pair.substring(0, space), new Binding(Form.LIST, pair.substring(space + 1), strength));
        }
    }

    /// Returns how a property names suppliers, empty where it does not.
    static Optional<Binding> of(String property) {
        Binding known = BY_NAME.get(property);
        if (known != null) {
            return Optional.of(known);
        }
        if (endsWith(property, "-supply")) {
            return Optional.of(SUPPLY);
        }
        boolean isGpio = endsWith(property, "-gpio") || endsWith(property, "-gpios");
        return isGpio && !property.endsWith(",nr-gpios") ? Optional.of(GPIOS) : Optional.empty();
    }

    private static boolean endsWith(String property, String suffix) {
        return property.length() > suffix.length() && property.endsWith(suffix);
    }
}
