package org.rtkit4j.devicetree.coprocessor;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Node;

/// The names by which device trees are known to call things.
final class KnownNames {
    // Register layouts. Source: linux Documentation/devicetree/bindings/mailbox/apple,mailbox.yaml,
    // drivers/soc/apple/ mailbox.c; the last one Asahi's.
    private static final Set<String> LAYOUTS =
            Set.of("apple,asc-mailbox-v4", "apple,t8015-asc-mailbox", "apple,m3-mailbox-v2", "apple,t6030-asc-mailbox");

    // Source: linux and Asahi device trees; bindings nvme/apple,nvme-ans.yaml, mfd/apple,smc.yaml; aurora-silicon's
    // driver for the storage of M4 and A18 Pro.
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "apple,nvme-ans2", "ans",
            "apple,t8015-nvme-ans2", "ans",
            "apple,t8132-nvme-ans2", "ans",
            "apple,t8140-nvme-ans2", "ans",
            "apple,smc", "smc",
            "apple,aop", "aop",
            "apple,sep", "sep",
            "apple,mtp", "mtp");

    private KnownNames() {}

    static @Nullable String layout(Node mailbox) {
        return mailbox.compatible().stream()
                .filter(LAYOUTS::contains)
                .findFirst()
                .orElse(null);
    }

    // Of display co-processors there are several in a machine: `dcp` and `dcpext` are their nodes' names.
    static String shortName(Node node) {
        return node.compatible().stream()
                .filter(SHORT_NAMES::containsKey)
                .map(SHORT_NAMES::get)
                .findFirst()
                .orElse(node.baseName());
    }
}
